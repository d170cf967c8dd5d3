import type { Address, Hex } from 'viem'
import { currencyDecimals, currencyUnit } from '../currencies.ts'
import { isCurrencyCode, ZERO_HASH } from '../ids.ts'
import { agreementDigest } from '../splits/terms/digest.ts'
import { decodeTerms } from '../splits/terms/encode.ts'
import type { Agreement } from '../splits/terms/types.ts'
import type { Bundle, BundleVersion } from './bundle.ts'
import { type EventOf, isEvent, type Place, type ProvenEvent } from './events.ts'
import { demand, type Report } from './report.ts'
import { signerOf } from './signatures.ts'
import { examineWords, type Named } from './words.ts'

/** Who had to sign a version, and how it is known that they did. */
export type ProvenSignature = {
  account: Address
  role: string
  /** `key`: the signature is the account's; `chain`: a contract that the chain asked, in that block. */
  by: 'key' | 'chain'
  block: number
  /** Whether the party belongs to the version before only. */
  leaves: boolean
}

export type ProvenVersion = Pick<BundleVersion, 'names' | 'prose'> & {
  digest: Hex
  terms: Agreement
  concluded: Place
  signatures: ProvenSignature[]
  named: Named
}

type Concluded = EventOf<'AgreementConcluded'>

/** Checks the terms of each version, oldest first, against the event that put them in force. */
export async function examineTerms(
  bundle: Bundle,
  events: ProvenEvent[],
  isContract: (account: Address) => Promise<boolean>,
  report: Report,
): Promise<ProvenVersion[]> {
  const { chain, root } = bundle
  const { chainId } = chain
  const concluded = events.filter(isEvent('AgreementConcluded')).filter(({ args }) => args.root === root)
  const versions: ProvenVersion[] = []
  await report.need('events', root, () => {
    const given = bundle.versions.map(({ digest }) => digest)
    const known = concluded.map(({ args }) => args.digest)
    demand(known.length > 0 && String(given) === String(known), 'VersionsDiffer', {
      given: given.length,
      expected: known.length,
    })
    return { versions: known.length }
  })
  for (const [i, version] of bundle.versions.entries()) {
    const event = concluded[i] as Concluded
    const previous = versions.at(-1)
    const { digest } = version
    const { terms } = await report.need('terms', digest, () => {
      const terms = decodeTerms(event.args.terms)
      const expected = agreementDigest(terms, chainId, chain.contracts.Splits)
      demand(expected === digest, 'TermsDigestDiffers', { given: digest, expected })
      const isFirst = previous === undefined
      demand(isFirst ? digest === root : terms.root === root, 'RootDiffers', { given: terms.root, expected: root })
      demand(terms.previous === (previous?.digest ?? ZERO_HASH), 'RootDiffers', { given: terms.previous })
      demand(event.args.previous === terms.previous, 'RootDiffers', { given: event.args.previous })
      return {
        terms,
        number: i + 1,
        block: event.place.block,
        at: event.place.timestamp,
        parties: terms.parties.length,
      }
    })
    const named = await examineWords({ version, terms, chainId, isContract }, report)
    const signatures = await examineSignatures({ version, terms, previous, event, events, isContract }, report)
    const { names, prose } = version
    versions.push({
      ...{ digest, terms, signatures, named, concluded: event.place },
      ...(names ? { names } : {}),
      ...(prose ? { prose } : {}),
    })
  }
  return versions
}

type Signing = {
  version: BundleVersion
  terms: Agreement
  previous: ProvenVersion | undefined
  event: Concluded
  events: ProvenEvent[]
  isContract: (account: Address) => Promise<boolean>
}

async function examineSignatures(signing: Signing, report: Report): Promise<ProvenSignature[]> {
  const { version, terms, previous, event, events, isContract } = signing
  const signers = [...terms.parties, ...leaversOf(terms, previous?.terms)]
  const proven: ProvenSignature[] = []
  for (const [i, { account, role }] of signers.entries()) {
    const checked = await report.check('signature', account, async () => {
      demand(version.signatures.length === signers.length, 'SignaturesDiffer', {
        given: version.signatures.length,
        expected: signers.length,
      })
      const isKey = isByKey(version, i, account)
      demand(isKey || (await isContract(account)), 'NotASigner', { party: account })
      const ahead = events
        .filter(isEvent('AgreementSigned'))
        .find(({ args }) => args.digest === version.digest && args.party === account)
      const block = (ahead ?? event).place.block
      return { role, block, by: isKey ? ('key' as const) : ('chain' as const) }
    })
    if (!checked) continue
    const { by, block } = checked
    if (by === 'chain') report.leaveOpen('contractSigned', account, { role, block })
    proven.push({ account, role, by, block, leaves: i >= terms.parties.length })
  }
  return proven
}

/** Whether the key of the account signed the version; the signature is the one at that place. */
export const isByKey = ({ digest, signatures }: Pick<BundleVersion, 'digest' | 'signatures'>, i: number, by: Address) =>
  signerOf(digest, signatures[i] ?? '0x') === by.toLowerCase()

/** The parties of the version before that the next one does not list: they sign it too. */
export function leaversOf(next: Agreement, current: Agreement | undefined) {
  return (current?.parties ?? []).filter(({ account }) => !next.parties.some(party => party.account === account))
}

/** Whether the shared units are those of the currency of that code, at a processor account or the business itself. */
export const isUnitOf = (
  code: string,
  { money, rules: { quorum, business } }: Agreement,
  payments: Address,
  processor: Hex = business,
): boolean => isCurrencyCode(code) && currencyUnit(code, { quorum, business: processor, payments }).id === money.asset

/** The symbol and decimals of the shared units where they are a currency's, else null; throws CurrencyUnproven. */
export function unitOf({ currency, processor, chain }: Bundle, terms: Agreement) {
  if (currency === undefined) return null
  demand(isUnitOf(currency, terms, chain.contracts.Payments, processor), 'CurrencyUnproven', { given: currency })
  return { symbol: currency, decimals: currencyDecimals(currency) }
}
