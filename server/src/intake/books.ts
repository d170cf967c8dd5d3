import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import { monthOf, parseMonth } from '@concordat/sdk/splits/months.ts'
import { takesCurrency } from '../agreements/currencies.ts'
import type { AttachedAgreement } from '../agreements/find.ts'
import { ApiError } from '../errors.ts'

/** What a row's acceptance depends on beside the row. Amounts are in the currency's minor unit. */
export type Books = {
  agreement: AttachedAgreement
  /** The last month the business closed, counted from January 1970. */
  lastClosed: number | undefined
  /** What a payment was, and what has been refunded of it. */
  payments: Map<string, { amount: bigint; refunded: bigint }>
  /** What each dispute took. */
  disputes: Map<string, bigint>
}

/** Where a row is booked; `amount` is signed and null for progress. */
export type Booking = { bookedAt: number; month: number; amount: bigint | null }

const day = 86_400

/** Books a row: checks it against what is there, and counts it in. Throws the reason it cannot be accepted. */
export function bookRow(books: Books, row: RowInput): Booking {
  const { agreement, lastClosed } = books
  const offset = agreement.terms.rules.period.utcOffsetMinutes
  const bookedAt = assignBookedAt(row.date, offset, lastClosed)
  checkDate(row, offset)
  if (row.kind === 'close') {
    const month = parseMonth(row.data.month)
    checkClose(books, row, month)
    books.lastClosed = month
    return { bookedAt: assignBookedAt(row.date, offset), month, amount: null }
  }
  const month = monthOf(bookedAt, offset)
  if (row.kind === 'payment' || row.kind === 'refund' || row.kind === 'dispute')
    return { bookedAt, month, amount: bookAmount(books, row) }
  return { bookedAt, month, amount: null }
}

/** A year mistyped would book money into a month that nobody ever closes. */
function checkDate(row: RowInput, offset: number): void {
  const begins = assignBookedAt(row.date, offset)
  if (begins > Date.parse(row.recordedAt) / 1000 + day)
    throw new ApiError(
      422,
      'DateAfterRecording',
      `The date ${row.date} is later than ${row.recordedAt}, when the row was recorded.`,
    )
  if (begins < day) throw new ApiError(422, 'DateTooEarly', `The date ${row.date} is before 1970-01-02.`)
}

function checkClose({ agreement, lastClosed }: Books, row: RowInput, month: number): void {
  const { firstMonth, closeAfter } = agreement.terms.rules.period
  if (closeAfter === 0)
    throw new ApiError(422, 'NoPeriod', 'The terms settle in real time: there is no month to close.')
  const next = lastClosed === undefined ? firstMonth : lastClosed + 1
  const evidence = { given: row.id, expected: textOf(next) }
  if (month < next)
    throw new ApiError(
      409,
      'MonthAlreadyClosed',
      `${row.id} is closed or before the first month; a correction counts in ${textOf(next)}.`,
      evidence,
    )
  if (month > next)
    throw new ApiError(409, 'CloseOutOfOrder', `${row.id} cannot close before ${textOf(next)}.`, evidence)
}

type BillRow = Extract<RowInput, { kind: 'payment' | 'refund' | 'dispute' }>

function bookAmount({ agreement, payments, disputes }: Books, row: BillRow): bigint {
  const { currency, processor } = row.data
  if (!takesCurrency(agreement, currency, processor))
    throw new ApiError(422, 'CurrencyDiffers', `The agreement does not share ${currency}.`, { given: currency })
  const amount = parseAmount(row.data.amount, currencyDecimals(currency))
  if (amount === 0n) throw new ApiError(422, 'AmountZero', 'The amount is zero: there is nothing to share.')
  if (row.kind === 'payment') {
    payments.set(row.id, { amount, refunded: 0n })
    return amount
  }
  const payment = payments.get(row.data.original)
  if (!payment)
    throw new ApiError(422, 'PaymentUnknown', `"${row.data.original}" is no payment delivered before this refund.`, {
      original: row.data.original,
    })
  if (row.kind === 'dispute' && row.round > 0) {
    const taken = disputes.get(row.id)
    if (taken !== amount) throw disputeDiffers(row.id, amount, taken)
    payment.refunded -= amount
    return amount
  }
  if (payment.refunded + amount > payment.amount)
    throw new ApiError(422, 'RefundAbovePayment', 'All refunds of the payment together would be more than was paid.', {
      paid: payment.amount,
      refunded: payment.refunded,
      given: amount,
    })
  payment.refunded += amount
  if (row.kind === 'dispute') disputes.set(row.id, amount)
  return -amount
}

function disputeDiffers(id: string, given: bigint, expected: bigint | undefined): ApiError {
  const message = expected === undefined ? `"${id}" took nothing yet.` : `"${id}" took ${expected}, not ${given}.`
  return new ApiError(422, 'DisputeDiffers', message, { given, expected })
}

function textOf(month: number): string {
  return `${1970 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}
