import { refundHash } from '@concordat/sdk/facts.ts'
import { externalId, refundSubject, topics } from '@concordat/sdk/ids.ts'
import { assignBookedAt, observedAtOf } from '@concordat/sdk/rows/booking.ts'
import type { Refund } from '@concordat/sdk/types.ts'
import { quorumBehind } from '../agreements/unit.ts'
import { refundEffect } from '../chain/effects.ts'
import { type Decision, dissent } from '../facts/decision.ts'
import { readAmount, subjectOf } from '../payments/decide.ts'
import type { RefundContext, RowOf } from '../rows/context.ts'

/** Whether a refund row is true, and the fact it makes. Depends on nothing but its arguments. */
export function decideRefund(row: RowOf<'refund'>, context: RefundContext): Decision {
  const { standing, contracts, lastClosed, original, refunded } = context
  const { terms, root } = standing
  const payment = subjectOf(row.business, row.data.original)
  const refundId = externalId(row.id)
  const subject = refundSubject(payment, refundId)
  const refuse = (code: Parameters<typeof dissent>[2], args = {}) => dissent('refund', subject, code, args)
  if (row.business !== terms.rules.business)
    return refuse('AnotherBusiness', { given: row.business, expected: terms.rules.business })
  if (row.round !== 0) return refuse('RoundNotZero', { given: row.round })
  if (!original || original.key !== root) return refuse('PaymentUnknown', { original: row.data.original })
  const { amount: given, currency } = row.data
  if (quorumBehind(standing, currency, contracts.Payments) !== original.quorum)
    return refuse('CurrencyDiffers', { given: currency })
  const amount = readAmount(given, currency)
  if (amount === undefined) return refuse('AmountUnreadable', { given })
  if (amount === 0n) return refuse('AmountZero')
  if (refunded + amount > original.amount)
    return refuse('RefundAbovePayment', { refunded: refunded + amount, amount: original.amount })
  const offset = terms.rules.period.utcOffsetMinutes
  const expected = assignBookedAt(row.date, offset, lastClosed)
  if (row.bookedAt !== expected) return refuse('BookingDiffers', { given: row.bookedAt, expected })

  const refund: Refund = { paymentKey: payment, refundId, amount, bookedAt: row.bookedAt }
  return {
    status: 'fact',
    topic: 'refund',
    fact: {
      quorum: original.quorum,
      audience: contracts.Payments,
      topic: topics.refund,
      subject,
      round: 0n,
      value: refundHash(refund),
      observedAt: observedAtOf(row.date, offset),
      validUntil: 0,
    },
    payload: {
      receipt: { ...original, amount: original.amount.toString() },
      refund: { ...refund, amount: amount.toString() },
    },
    effect: refundEffect(terms.money.asset, subject),
  }
}

/** The refund in a stored decision. */
export function refundIn(payload: { refund: Omit<Refund, 'amount'> & { amount: string } }): Refund {
  return { ...payload.refund, amount: BigInt(payload.refund.amount) }
}
