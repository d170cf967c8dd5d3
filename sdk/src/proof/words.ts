import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress, zeroHash } from 'viem'
import { headOf, journalLine, termsAt, verifyJournal, withJournal } from '../drafts/journal.ts'
import type { JournalEntry } from '../drafts/views.ts'
import { meterId, milestoneSubject, ZERO_HASH } from '../ids.ts'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { proseHash } from '../splits/terms/parse.ts'
import type { Agreement } from '../splits/terms/types.ts'
import type { BundleVersion, ProofNames } from './bundle.ts'
import { namesOfFile } from './names.ts'
import { demand, type Report } from './report.ts'

export type WordsParameters = {
  version: BundleVersion
  terms: Agreement
  chainId: number
  isContract: (account: Address) => Promise<boolean>
}

/** Who says what things are called: all who signed, by the journal that the prose names, or nobody. */
export type Named = 'signed' | 'labels' | 'none'

/** Checks prose, journal and names as far as they were given, and says what is missing. */
export async function examineWords(parameters: WordsParameters, report: Report): Promise<Named> {
  const { version, terms } = parameters
  const { digest, prose, journal, names } = version
  if (prose) {
    await report.check('prose', terms.prose, () => {
      const given = proseHash(prose.text, prose.salt)
      demand(given === terms.prose, 'HashDiffers', { given, expected: terms.prose })
      return { words: prose.text.length }
    })
  } else if (terms.prose !== ZERO_HASH) report.leaveOpen('prose', digest)
  const file = journal ? await examineJournal(parameters, report) : null
  if (!journal && prose && journalNamedBy(prose.text)) report.leaveOpen('journal', digest)
  if (!names) return 'none'
  await report.check('names', names.title, () => requireNames(names, terms, file))
  if (!file) report.leaveOpen('labels', digest)
  return file ? 'signed' : 'labels'
}

/** The head of the journal as the last line of a prose names it, or null. */
function journalNamedBy(prose: string): Hex | null {
  const line = prose.slice(prose.lastIndexOf('\n') + 1)
  const head = /^Journal: (0x[0-9a-f]{64})$/.exec(line)?.[1] as Hex | undefined
  return head && line === journalLine(head) ? head : null
}

/** Checks the journal by itself and against the signed prose; answers the terms that everybody confirmed. */
async function examineJournal(parameters: WordsParameters, report: Report): Promise<SplitsTermsFile | null> {
  const { version, terms, chainId, isContract } = parameters
  const { journal, prose, digest } = version
  /** Confirmations that only their contract could check. */
  const unasked = new Set<Address>()
  const checked = await report.check('journal', digest, async () => {
    const head = prose ? journalNamedBy(prose.text) : null
    demand(journal !== undefined && head !== null, 'JournalUnnamed', { head: '?' })
    const { entries } = journal
    demand(journal.chainId === chainId, 'JournalOfAnotherChain', { given: journal.chainId, expected: chainId })
    const fault = await verifyJournal(journal, {
      verifySignature: async (typed, account, signature) => {
        const signer = await recoverTypedDataAddress({ ...typed, signature }).catch(() => null)
        if (signer && isAddressEqual(signer, account)) return true
        const asked = await isContract(account).catch(() => false)
        if (asked) unasked.add(account)
        return asked
      },
    })
    demand(fault === null, fault?.code ?? '', { sequence: fault?.sequence, ...fault?.args })
    demand(headOf(entries) === head, 'JournalUnnamed', { head })
    const file = termsAt(entries, entries.length - 1)
    demand(withJournal(file, head).prose === prose?.text, 'JournalOfOtherTerms', { what: 'prose' })
    requireParties(file, terms)
    return { file, head, entries: entries.length, parties: terms.parties.length, ...confirmedBy(entries, terms) }
  })
  if (!checked) return null
  const { confirmed, parties } = checked
  if (confirmed < parties) report.leaveOpen('confirmations', digest, { confirmed, parties })
  if (unasked.size > 0) report.leaveOpen('contractConfirmations', digest, { count: unasked.size })
  return checked.file
}

/** That the terms of a journal are those that were signed: parties, roles, clauses and registers in their order. */
function requireParties(file: SplitsTermsFile, { parties, rules }: Agreement): void {
  const same = (what: string, given: unknown, expected: unknown) =>
    demand(String(given) === String(expected), 'JournalOfOtherTerms', { what })
  same(
    'parties',
    file.parties.map(({ role }) => role),
    parties.map(({ role }) => role),
  )
  for (const [i, { account }] of file.parties.entries())
    if (account) same('parties', account.toLowerCase(), parties[i]?.account.toLowerCase())
  same('clauses', file.clauses.length, rules.clauses.length)
  same('clauses', file.monthly?.length ?? 0, rules.monthly.length)
  same('registers', file.registers?.length ?? 0, rules.registers.length)
}

/** How many parties' last word on the terms as they were signed is that they confirm them. */
function confirmedBy(entries: readonly JournalEntry[], { parties }: Agreement): { confirmed: number } {
  const changed = entries.findLastIndex(({ snapshot }, i) => snapshot !== (entries[i - 1]?.snapshot ?? zeroHash))
  const said = entries.slice(changed)
  const confirmed = parties.filter(({ account }) => {
    const words = ['confirmed', 'unconfirmed', 'objected']
    const last = said.findLast(({ author, kind }) => isAddressEqual(author, account) && words.includes(kind))
    return last?.kind === 'confirmed'
  })
  return { confirmed: confirmed.length }
}

function requireNames(names: ProofNames, { parties, rules }: Agreement, file: SplitsTermsFile | null) {
  const counts = [
    [names.parties, parties],
    [names.monthly, rules.monthly],
    [names.clauses, rules.clauses],
    [names.registers, rules.registers],
  ] as const
  for (const [given, named] of counts) demand(given.length <= named.length, 'NameUnproven', { given: given.at(-1) })
  const meters = rules.monthly.map(({ meter }) => meter)
  for (const { name } of names.meters) demand(meters.includes(meterId(name)), 'NameUnproven', { given: name })
  const subjects = rules.clauses.map(({ lock }) => lock.subject)
  for (const name of names.milestones)
    demand(subjects.includes(milestoneSubject(rules.business, name)), 'NameUnproven', { given: name })
  if (file) {
    const [given, expected] = [flat(names), flat(namesOfFile(file))]
    demand(String(given) === String(expected), 'NameUnproven', {
      given: given.find((name, i) => name !== expected[i]) ?? names.title,
    })
  }
  return { meters: names.meters.length, milestones: names.milestones.length, by: file ? 'journal' : 'nobody' }
}

const flat = (names: ProofNames): string[] => JSON.stringify(names).split('"')
