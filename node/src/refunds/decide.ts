import { refundHash } from '@concordat/sdk/facts.ts'
import { topics } from '@concordat/sdk/ids.ts'
import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import type { Refund } from '@concordat/sdk/types.ts'
import { paymentEffect, refundEffect } from '../chain/effects.ts'
import { answer, type Decision, type Objection } from '../facts/decision.ts'
import { findRecord, objectToDate } from '../processors/agree.ts'
import type { RefundContext, RowOf } from '../rows/context.ts'
import { objectToSum, readBack, subjectsOf } from './base.ts'

/** Whether a refund row is true, and the fact it makes. Depends on nothing but its arguments. */
export function decideRefund(row: RowOf<'refund'>, context: RefundContext): Decision {
  const { standing, contracts } = context
  const { terms } = standing
  const { subject } = subjectsOf(row)
  const read = readBack(row, 1, context)
  if (!('back' in read)) return answer('refund', subject, read)
  const { original, back: refund } = read
  const objection = objectToSum(refund.amount, context, original) ?? objectTo(row, refund.amount, context)
  if (objection) return answer('refund', subject, objection)

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
      observedAt: observedAtOf(row.date, terms.rules.period.utcOffsetMinutes),
      validUntil: 0,
    },
    payload: {
      receipt: { ...original, amount: original.amount.toString() },
      refund: { ...refund, amount: refund.amount.toString() },
    },
    effect: refundEffect(terms.money.asset, subject),
    requires: paymentEffect(original.quorum, refund.paymentKey),
  }
}

/** What speaks against a refund at a processor, as the processor has it. */
function objectTo(row: RowOf<'refund'>, amount: bigint, context: RefundContext): Objection | undefined {
  if (!row.data.processor) return undefined
  const found = findRecord(row, amount, context)
  if ('objection' in found) return found.objection
  const { original, metadata, createdAt } = found.record
  if (original !== row.data.original)
    return { code: 'OriginalDiffers', args: { given: row.data.original, expected: original } }
  return objectToDate(row, metadata.date, createdAt, context)
}

/** The refund in a stored decision. */
export function refundIn(payload: { refund: Omit<Refund, 'amount'> & { amount: string } }): Refund {
  return { ...payload.refund, amount: BigInt(payload.refund.amount) }
}
