import { disputeWonHash, refundHash } from '@concordat/sdk/facts.ts'
import { topics } from '@concordat/sdk/ids.ts'
import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import { disputeEffect, paymentEffect, wonEffect } from '../chain/effects.ts'
import { answer, type Decision, type Objection } from '../facts/decision.ts'
import { findRecord, objectToDate } from '../processors/agree.ts'
import { objectToSum, readBack, subjectsOf } from '../refunds/base.ts'
import type { DisputeContext, RowOf } from '../rows/context.ts'

/** Whether a dispute was opened, or won, as the row says, and the fact it makes. Depends on nothing but its arguments. */
export function decideDispute(row: RowOf<'dispute'>, context: DisputeContext): Decision {
  const { standing, contracts } = context
  const { asset } = standing.terms.money
  const { subject } = subjectsOf(row)
  const read = readBack(row, 2, context)
  if (!('back' in read)) return answer('dispute', subject, read)
  const { original, back } = read
  const isWon = row.round === 1
  const objection = isWon
    ? (objectToWon(row, back.amount, context) ?? objectTo(row, back.amount, context))
    : (objectToSum(back.amount, context, original) ?? objectTo(row, back.amount, context))
  if (objection) return answer('dispute', subject, objection)

  const disputed = context.opened && isWon ? context.opened : back
  return {
    status: 'fact',
    topic: 'dispute',
    fact: {
      quorum: original.quorum,
      audience: contracts.Payments,
      topic: topics.dispute,
      subject,
      round: BigInt(row.round),
      value: isWon ? disputeWonHash(disputed, row.bookedAt) : refundHash(disputed),
      observedAt: observedAtOf(row.date, standing.terms.rules.period.utcOffsetMinutes),
      validUntil: 0,
    },
    payload: {
      receipt: { ...original, amount: original.amount.toString() },
      refund: { ...disputed, amount: disputed.amount.toString() },
      bookedAt: row.bookedAt,
    },
    effect: isWon ? wonEffect(asset, subject) : disputeEffect(asset, subject),
    requires: isWon ? disputeEffect(asset, subject) : paymentEffect(original.quorum, back.paymentKey),
  }
}

function objectToWon({ id }: RowOf<'dispute'>, amount: bigint, { opened }: DisputeContext): Objection | undefined {
  if (!opened) return { code: 'DisputeUnknown', args: { id } }
  return opened.amount === amount
    ? undefined
    : { code: 'DisputeDiffers', args: { given: amount, expected: opened.amount } }
}

/** What speaks against a dispute at a processor, as the processor has it. */
function objectTo(row: RowOf<'dispute'>, amount: bigint, context: DisputeContext): Objection | undefined {
  if (!row.data.processor) return undefined
  const found = findRecord(row, amount, context)
  if ('objection' in found) return found.objection
  const { withdrawn, reinstated, reinstatedAt, status, original, metadata, createdAt } = found.record
  if (original !== row.data.original)
    return { code: 'OriginalDiffers', args: { given: row.data.original, expected: original } }
  if (withdrawn === 'failed') return { code: 'DisputeNotOpen', args: { status } }
  if (row.round === 0) return objectToDate(row, metadata.date, createdAt, context)
  if (reinstated === 'failed') return { code: 'DisputeNotWon', args: { status } }
  return objectToDate(row, metadata.wonDate, reinstatedAt ?? createdAt, context)
}
