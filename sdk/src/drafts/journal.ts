import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress, zeroHash } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { proseOfFile } from '../splits/terms/prose.ts'
import { applyChanges } from './changes.ts'
import { canonical, hashOf } from './document.ts'
import { JournalEntry, type JournalView } from './views.ts'

/** EIP-712 struct by which a participant confirms the terms as they are and the journal that led to them. */
export const confirmationTypes = {
  Confirmation: [
    { name: 'draft', type: 'bytes32' },
    { name: 'snapshot', type: 'bytes32' },
    { name: 'journal', type: 'bytes32' },
  ],
} as const

export type Confirmation = { draft: Hex; snapshot: Hex; journal: Hex }

/** What a participant signs to confirm, ready for a wallet's `signTypedData`. No contract reads it, so the domain names none. */
export function confirmationTypedData(message: Confirmation, chainId: number) {
  const domain = { name: 'Concordat Draft', version: '1', chainId } as const
  return { domain, types: confirmationTypes, primaryType: 'Confirmation', message } as const
}

/** The hash of an entry, which the next one names. */
export function entryHash(entry: JournalEntry): Hex {
  return hashOf(entry)
}

export type NewEntry = Omit<JournalEntry, 'sequence' | 'previous'>

/** The entry that follows `last`. Time never runs back: a clock that was set back repeats the last entry's time. */
export function nextEntry(last: { sequence: number; at: number; hash: Hex } | null, entry: NewEntry): JournalEntry {
  const at = Math.max(entry.at, last?.at ?? 0)
  return { ...entry, sequence: (last?.sequence ?? -1) + 1, previous: last?.hash ?? zeroHash, at }
}

/** The journal with one more entry. */
export function appendEntry(entries: readonly JournalEntry[], entry: NewEntry): JournalEntry[] {
  const last = entries.at(-1)
  return [...entries, nextEntry(last ? { ...last, hash: entryHash(last) } : null, entry)]
}

/** The hash of the entry that last changed the terms: what is confirmed together with them. Zero without entries. */
export function headOf(entries: readonly JournalEntry[]): Hex {
  const changing = entries.findLast((entry, index) => entry.snapshot !== entries[index - 1]?.snapshot)
  return changing ? entryHash(changing) : zeroHash
}

/** The terms as they were after the entry with this number. */
export function termsAt(entries: readonly JournalEntry[], sequence: number): SplitsTermsFile {
  const changes = entries.filter(entry => entry.sequence <= sequence).flatMap(entry => entry.changes)
  return applyChanges({}, changes) as SplitsTermsFile
}

/** The terms with this hash, as the journal tells them; null when they never were. */
export function termsOfSnapshot(entries: readonly JournalEntry[], snapshot: Hex): SplitsTermsFile | null {
  const entry = entries.find(candidate => candidate.snapshot === snapshot)
  return entry ? termsAt(entries, entry.sequence) : null
}

/** The last line of the prose of proposed terms: the journal becomes part of what is signed. */
export const journalLine = (head: Hex) => `Journal: ${head}`

/**
 * The terms as they are proposed: a line for each attachment, the basis and the journal's line end the prose. In canonical order, because
 * the order in which shares are listed is signed, and neither a shared document nor a database keeps one.
 */
export function withJournal({ attachments, basis, ...terms }: SplitsTermsFile, head: Hex): SplitsTermsFile {
  const text = proseOfFile({ ...terms, attachments, basis })
  const prose = `${text === undefined ? '' : `${text}\n\n`}${journalLine(head)}`
  return JSON.parse(canonical({ ...terms, prose })) as SplitsTermsFile
}

/** The first entry that cannot be true, and why. */
export type JournalFault = { sequence: number; code: string; args: Record<string, unknown>; message: string }

export type VerifyOptions = {
  /** Hash of the last entry as the reader knows it, so that nothing is missing at the end. */
  end?: Hex | undefined
  /** For accounts that are contracts, which only a chain can ask; without it a signature must be by the account's key. */
  verifySignature?: (
    typed: ReturnType<typeof confirmationTypedData>,
    account: Address,
    signature: Hex,
  ) => Promise<boolean>
}

async function isSignedByKey(typed: ReturnType<typeof confirmationTypedData>, account: Address, signature: Hex) {
  const signer = await recoverTypedDataAddress({ ...typed, signature }).catch(() => null)
  return signer !== null && isAddressEqual(signer, account)
}

/**
 * Checks a journal with nothing but itself: the chain of hashes, the clock, that the changes lead to the terms each entry names,
 * and every confirmation's signature. Null when all of it holds.
 */
export async function verifyJournal(journal: JournalView, options: VerifyOptions = {}): Promise<JournalFault | null> {
  const { draft, chainId } = journal
  const faultOf = (sequence: number, code: string, args: Record<string, unknown> = {}): JournalFault => ({
    ...{ sequence, code, args },
    message: new ConcordatError(code, { sequence, ...args }).shortMessage,
  })
  const malformed = journal.entries.findIndex(entry => !JournalEntry.safeParse(entry).success)
  const entries = malformed < 0 ? journal.entries : journal.entries.slice(0, malformed)
  const hashes = entries.map(entryHash)

  let terms: object = {}
  let head: Hex = zeroHash
  for (const [index, entry] of entries.entries()) {
    const last = entries[index - 1]
    if (entry.sequence !== index) return faultOf(index, 'JournalGap', { given: entry.sequence })
    const expected = hashes[index - 1] ?? zeroHash
    if (entry.previous !== expected) {
      // Where the next entry vouches for this one, it is the one before that was altered.
      const attested = (entries[index + 1]?.previous ?? options.end) === hashes[index]
      return faultOf(attested && index > 0 ? index - 1 : index, 'JournalAltered')
    }
    if (last && entry.at < last.at) return faultOf(index, 'JournalClock', { given: entry.at, limit: last.at })
    if (index === 0 && (entry.kind !== 'created' || entry.args.draft !== draft)) return faultOf(0, 'JournalForeign')

    try {
      terms = applyChanges(terms, entry.changes)
    } catch {
      return faultOf(index, 'JournalChanges')
    }
    const moved = entry.snapshot !== last?.snapshot
    if ((moved || entry.changes.length > 0) && hashOf(terms) !== entry.snapshot) return faultOf(index, 'JournalTerms')
    if (moved) head = hashes[index] ?? zeroHash

    if (entry.kind === 'confirmed') {
      const typed = confirmationTypedData({ draft, snapshot: entry.snapshot, journal: head }, chainId)
      const isSigned = options.verifySignature ?? isSignedByKey
      if (!(await isSigned(typed, entry.author, entry.args.signature as Hex))) return faultOf(index, 'JournalSignature')
    }
  }
  if (malformed >= 0) return faultOf(malformed, 'JournalUnreadable')
  if (options.end !== undefined && hashes.at(-1) !== options.end) {
    return faultOf(Math.max(0, entries.length - 1), 'JournalIncomplete')
  }
  return null
}
