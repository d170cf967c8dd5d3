import { fromBankAmount } from '@concordat/sdk/payments/bank/amounts.ts'
import { endToEndIdOf, findReferences, nonceIn } from '@concordat/sdk/payments/bank/references.ts'
import type { BankEntry } from '@concordat/sdk/payments/bank/statement.ts'
import { entryKey, paymentIdOf, stateOfTransfer } from '@concordat/sdk/payments/bank/transfers.ts'
import type { Log } from '../../log.ts'
import type { ProcessorPort, ProcessorRow } from '../port.ts'
import type { PaymentRecord, PayoutRecord, ProcessorRecord } from '../record.ts'
import type { BankSettings } from '../settings.ts'
import { createLibrary, type Library } from './library.ts'

export type BankParameters = { settings: BankSettings; log: Log }

/** Reads an account at a bank by the statements that the bank delivers to this node. */
export function createBank({ settings, log }: BankParameters): ProcessorPort {
  const { account } = settings
  const read = createLibrary(settings, log)
  return {
    name: `bank ${account}`,
    read: async row => {
      if (row.kind !== 'payment' && row.kind !== 'payout') return { kind: 'none' }
      const library = await read()
      if (row.kind === 'payment') return findPayment(row, account, library) ?? missing(row, library)
      // What was never made has the instruction for an id.
      if (row.id === row.data.instruction) return findUnmade(row, library)
      return findPayout(row, row.id, library) ?? missing(row, library)
    },
  }
}

/** What no statement shows is nothing only when one states everything of that day, and all can be read. */
function missing({ date }: ProcessorRow, { covers, hasProblem }: Library): ProcessorRecord {
  if (hasProblem) return { kind: 'awaited', code: 'StatementUnreadable' }
  return covers(date) ? { kind: 'none' } : { kind: 'awaited', code: 'StatementAwaited' }
}

function findPayment(row: ProcessorRow, account: string, { entries }: Library): PaymentRecord | undefined {
  const prefix = paymentIdOf(account, '')
  if (!row.id.startsWith(prefix)) return undefined
  const entry = entries.get(entryKey({ side: 'credit', reference: row.id.slice(prefix.length) }))
  return entry?.isNamed ? paymentOf(entry) : undefined
}

function paymentOf(entry: BankEntry): PaymentRecord {
  const { amount, currency, date, status, returned, remittance, endToEndId } = entry
  const references = findReferences([...remittance, endToEndId ?? ''])
  const [order] = references.filter(reference => nonceIn(reference) !== undefined)
  return {
    kind: 'payment',
    // What an earlier transfer gives back is no payment.
    outcome: returned !== null ? 'failed' : status === 'booked' ? 'succeeded' : 'pending',
    ...{ amount, currency, status: returned ?? status, createdAt: secondsOf(date), isSigned: false },
    metadata: { references: references.join(' '), date, ...(order === undefined ? {} : { order }) },
  }
}

type PayoutRow = ProcessorRow & { kind: 'payout' }

/** A transfer that the bank rejected; only a report says so, so that without one nothing is certain. */
function findUnmade(row: PayoutRow, library: Library): ProcessorRecord {
  const endToEndId = endToEndIdOf(row.data.instruction)
  const found = stateOfTransfer(library.transfers.get(endToEndId) ?? [])
  if (found?.state === 'rejected')
    return { kind: 'unmade', destination: found.destination ?? receiverOf(row), closure: found.failure }
  const made = found && found.state !== 'accepted' ? findPayout(row, endToEndId, library) : undefined
  return made ?? { kind: 'awaited', code: library.hasProblem ? 'StatementUnreadable' : 'StatementAwaited' }
}

const receiverOf = ({ data }: PayoutRow) => data.particulars?.account ?? ''

function findPayout(row: PayoutRow, endToEndId: string, library: Library): PayoutRecord | undefined {
  const found = stateOfTransfer(library.transfers.get(endToEndId) ?? [])
  if (!found) return undefined
  const { failure, date, isReported } = found
  const state = found.state === 'rejected' ? 'failed' : found.state
  // What a report does not repeat the instruction says, which the id names.
  const { amount, currency } = isReported && found.amount === '0' ? moneyOf(row) : found
  const destination = found.destination ?? (isReported ? receiverOf(row) : null)
  const said = row.data.state
  // That it did not come back is certain only of days of which everything is stated.
  const isOpen = (said === 'failed' || said === 'reversed') && (state === 'paid' || state === 'accepted')
  if (isOpen && !library.covers(row.date)) return undefined
  return {
    kind: 'payout',
    ...{ state, amount, currency, destination, failure, status: state, createdAt: secondsOf(date) },
    metadata: { endToEndId },
  }
}

const moneyOf = ({ data: { amount, currency } }: PayoutRow) => ({
  amount: fromBankAmount(amount, currency).toString(),
  currency,
})

const secondsOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1_000
