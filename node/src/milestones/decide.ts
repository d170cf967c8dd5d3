import { milestoneSubject, topics, VALUE_TRUE } from '@concordat/sdk/ids.ts'
import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import { type Decision, dissent } from '../facts/decision.ts'
import type { RowContext, RowOf } from '../rows/context.ts'

/** Whether a milestone row is true, and the fact it makes. Depends on nothing but its arguments. */
export function decideMilestone(row: RowOf<'milestone'>, { standing, contracts }: RowContext): Decision {
  const { rules } = standing.terms
  const subject = milestoneSubject(row.business, row.data.milestone)
  if (row.business !== rules.business)
    return dissent('milestone', subject, 'AnotherBusiness', { given: row.business, expected: rules.business })

  return {
    status: 'fact',
    topic: 'milestone',
    fact: {
      quorum: rules.quorum,
      audience: contracts.Splits,
      topic: topics.milestone,
      subject,
      round: BigInt(row.round),
      value: VALUE_TRUE,
      observedAt: observedAtOf(row.date, rules.period.utcOffsetMinutes),
      validUntil: 0,
    },
    payload: {},
    effect: null,
  }
}
