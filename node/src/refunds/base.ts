import { externalId, refundSubject } from '@concordat/sdk/ids.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import type { Receipt, Refund } from '@concordat/sdk/types.ts'
import type { Hex } from 'viem'
import { findOrigin } from '../agreements/unit.ts'
import type { Objection } from '../facts/decision.ts'
import { readAmount, subjectOf } from '../payments/decide.ts'
import type { RefundContext, RowOf } from '../rows/context.ts'

type BackRow = RowOf<'refund'> | RowOf<'dispute'>

/** The fact's subject, which names the payment and what is said of it. */
export function subjectsOf(row: BackRow): { payment: Hex; refundId: Hex; subject: Hex } {
  const account = row.data.processor
  const payment = subjectOf(account ? processorName(account) : row.business, row.data.original)
  const refundId = externalId(row.id)
  return { payment, refundId, subject: refundSubject(payment, refundId) }
}

/** What is said of a payment by a row, checked against the payment: what went back, or came back; or why it cannot be so. */
export function readBack(
  row: BackRow,
  rounds: number,
  { standing, contracts, lastClosed, original, isOriginalWaiting }: RefundContext,
): { original: Receipt; back: Refund } | Objection {
  const { terms, root } = standing
  const { currency, processor: account, amount: given } = row.data
  if (row.business !== terms.rules.business)
    return { code: 'AnotherBusiness', args: { given: row.business, expected: terms.rules.business } }
  if (row.round >= rounds) return { code: 'RoundNotZero', args: { given: row.round } }
  if (isOriginalWaiting) return { wait: 'EarlierWaiting' }
  if (!original || original.key !== root) return { code: 'PaymentUnknown', args: { original: row.data.original } }
  const origin = findOrigin({ standing, currency, processor: account, payments: contracts.Payments })
  if ('code' in origin) return origin
  const amount = readAmount(given, currency)
  if (amount === undefined) return { code: 'AmountUnreadable', args: { given } }
  if (amount === 0n) return { code: 'AmountZero', args: {} }
  const expected = assignBookedAt(row.date, terms.rules.period.utcOffsetMinutes, lastClosed)
  const { payment, refundId } = subjectsOf(row)
  const back = { paymentKey: payment, refundId, amount, bookedAt: row.bookedAt }
  return row.bookedAt === expected
    ? { original, back }
    : { code: 'BookingDiffers', args: { given: row.bookedAt, expected } }
}

/** Refunds and disputes of a payment together never exceed it. */
export function objectToSum(amount: bigint, { refunded }: RefundContext, original: Receipt): Objection | undefined {
  if (refunded + amount <= original.amount) return undefined
  return { code: 'RefundAbovePayment', args: { refunded: refunded + amount, amount: original.amount } }
}
