import canonicalize from 'canonicalize'
import type { Address, Hex } from 'viem'
import { keccak256, stringToHex } from 'viem'
import { currencyUnit } from '../currencies.ts'
import { milestoneSubject, ZERO_HASH } from '../ids.ts'
import { agreementDigest } from '../splits/terms/digest.ts'
import { decodeTerms } from '../splits/terms/encode.ts'
import { proseHash } from '../splits/terms/parse.ts'
import type { Agreement } from '../splits/terms/types.ts'
import type { Bundle, BundleVersion } from './bundle.ts'
import { type EventOf, isEvent, type Place, type ProvenEvent } from './events.ts'
import { demand, type Report } from './report.ts'
import { signerOf } from './signatures.ts'

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
      const expected = agreementDigest(terms, chain.chainId, chain.contracts.Splits)
      demand(expected === digest, 'DigestDiffers', { given: digest, expected })
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
    await examineWords(version, terms, report)
    const signatures = await examineSignatures({ version, terms, previous, event, events, isContract }, report)
    const { names, prose } = version
    versions.push({
      ...{ digest, terms, signatures, concluded: event.place },
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
  const leavers = leaversOf(terms, previous?.terms)
  const signers = [...terms.parties, ...leavers]
  const proven: ProvenSignature[] = []
  for (const [i, { account, role }] of signers.entries()) {
    const checked = await report.check('signature', account, async () => {
      demand(version.signatures.length === signers.length, 'SignaturesDiffer', {
        given: version.signatures.length,
        expected: signers.length,
      })
      const isKey = signerOf(version.digest, version.signatures[i] ?? '0x') === account.toLowerCase()
      demand(isKey || (await isContract(account)), 'NotASigner', { party: account })
      const ahead = events
        .filter(isEvent('AgreementSigned'))
        .find(({ args }) => args.digest === version.digest && args.party === account)
      const block = (ahead ?? event).place.block
      return { role, block, by: isKey ? ('key' as const) : ('chain' as const) }
    })
    if (checked) proven.push({ account, role, by: checked.by, block: checked.block, leaves: i >= terms.parties.length })
  }
  return proven
}

/** The parties of the version before that the next one does not list: they sign it too. */
export function leaversOf(next: Agreement, current: Agreement | undefined) {
  return (current?.parties ?? []).filter(({ account }) => !next.parties.some(party => party.account === account))
}

/** Prose, journal and the names that the terms hold as hashes. */
async function examineWords({ prose, journal, names }: BundleVersion, terms: Agreement, report: Report): Promise<void> {
  if (prose)
    await report.check('prose', terms.prose, () => {
      const given = proseHash(prose.text, prose.salt)
      demand(given === terms.prose, 'HashDiffers', { given, expected: terms.prose })
      return { words: prose.text.length }
    })
  if (journal)
    await report.check('journal', '', () => {
      const hashes = journal.map(entry => keccak256(stringToHex(canonicalize(entry) ?? '')))
      for (const [i, { previous }] of journal.entries())
        if (i > 0) demand(previous === hashes[i - 1], 'JournalBroken', { entry: i + 1 })
      const head = /^Journal: (0x[0-9a-f]{64})$/m.exec(prose?.text ?? '')?.[1]
      demand(head !== undefined && hashes.includes(head as Hex), 'JournalUnnamed', { head: head ?? '?' })
      return { entries: journal.length, head }
    })
  if (names)
    await report.check('names', names.title, () => {
      const meters = terms.rules.monthly.map(({ meter }) => meter)
      for (const { name } of names.meters)
        demand(meters.includes(keccak256(stringToHex(name))), 'NameUnproven', { given: name })
      const subjects = terms.rules.clauses.map(({ lock }) => lock.subject)
      for (const name of names.milestones)
        demand(subjects.includes(milestoneSubject(terms.rules.business, name)), 'NameUnproven', { given: name })
      return { meters: names.meters.length, milestones: names.milestones.length }
    })
}

/** The symbol and decimals of the shared units where they are a currency's, else null; throws CurrencyUnproven. */
export function unitOf({ currency, chain }: Bundle, { money, rules }: Agreement) {
  if (currency === undefined) return null
  const { quorum, business } = rules
  const { id, decimals } = currencyUnit(currency, { quorum, business, payments: chain.contracts.Payments })
  demand(id === money.asset, 'CurrencyUnproven', { given: currency })
  return { symbol: currency, decimals }
}
