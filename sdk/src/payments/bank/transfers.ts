import { ConcordatError } from '../../errors/concordatError.ts'
import type { BankEntry } from './statement.ts'

/** What names an entry of an account, whatever statement it is in. */
export const entryKey = ({ side, reference }: Pick<BankEntry, 'side' | 'reference'>): string => `${side} ${reference}`

/** Of one entry stated twice the statement that says more; throws when a bank contradicts what it has booked. */
export function mergeEntry(before: BankEntry | undefined, entry: BankEntry): BankEntry {
  // What is not booked can still become another amount.
  if (!before || (before.status !== 'booked' && entry.status === 'booked')) return entry
  if (entry.status !== 'booked') return before
  const isSame = before.amount === entry.amount && before.currency === entry.currency && before.date === entry.date
  if (isSame) return before
  throw new ConcordatError('EntryDiffers', {
    reference: entry.reference,
    given: `${entry.amount} ${entry.currency} ${entry.date}`,
    expected: `${before.amount} ${before.currency} ${before.date}`,
  })
}

/** What became of a transfer, as far as a bank's statements say. */
export type TransferState = {
  /** `rejected` when the bank did not make it; `failed` when it came back on the day it was booked: it never left the bank. */
  state: 'accepted' | 'rejected' | 'paid' | 'failed' | 'reversed'
  /** In the currency's minor unit; zero where a report does not repeat it. */
  amount: string
  currency: string
  /** The IBAN it went to. */
  destination: string | null
  /** Why it came back, or was rejected. */
  failure: string | null
  /** The day it was accepted or booked, and the day it came back, YYYY-MM-DD. */
  date: string
  endedOn: string | null
  /** Whether a report says so, which need not repeat amount and receiver. */
  isReported: boolean
  /** The entries that say so, by `entryKey`. */
  entries: string[]
}

/**
 * What became of a transfer.
 * @param entries All that carry its end-to-end id, from however many statements, each once.
 */
export function stateOfTransfer(entries: BankEntry[]): TransferState | undefined {
  const sorted = [...entries].sort((a, b) => compare(a.date, b.date) || compare(a.reference, b.reference))
  const debits = sorted.filter(({ side, returned }) => side === 'debit' && returned === null)
  const first = (status: BankEntry['status']) => debits.find(each => each.status === status)
  // What is booked was made, whatever a report says.
  const rejection = first('booked') ? undefined : sorted.find(({ status }) => status === 'rejected')
  const debit = first('booked') ?? rejection ?? first('pending') ?? first('accepted')
  if (!debit) return undefined
  const { amount, currency, creditor: destination, date } = debit
  const found = {
    ...{ amount, currency, destination, date, failure: null, endedOn: null, entries: [entryKey(debit)] },
    isReported: debit.status === 'accepted' || debit.status === 'rejected',
  }
  if (rejection) return { ...found, state: 'rejected', failure: rejection.returned }
  if (debit.status !== 'booked') return { ...found, state: 'accepted' }
  // Less than all that came back is no transfer that failed.
  const back = sorted.find(
    entry =>
      entry.side === 'credit' && entry.status === 'booked' && entry.returned !== null && entry.amount === debit.amount,
  )
  if (!back) return { ...found, state: 'paid' }
  const state = back.date === date ? 'failed' : 'reversed'
  const ends = [entryKey(debit), entryKey(back)]
  return { ...found, state, failure: back.returned, endedOn: back.date, entries: ends }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The id of the payment that a credit is: the bank's reference, which is one only together with the account. */
export const paymentIdOf = (account: string, reference: string): string => `${account} ${reference}`
