import { dateOf } from '@concordat/sdk/rows/booking.ts'
import type { AttachedAgreement } from '../agreements/find.ts'
import { ApiError } from '../errors.ts'

/** The business date of money that moves now: the one given, or today's. Throws when no row could carry it. */
export function dateFor({ terms }: AttachedAgreement, given: string | undefined): string {
  const today = dateOf(Date.now() / 1_000, terms.rules.period.utcOffsetMinutes)
  if (given === undefined) return today
  if (given > today) throw new ApiError(422, 'DateAfterRecording', `The date ${given} is later than today, ${today}.`)
  if (given < '1970-01-02') throw new ApiError(422, 'DateTooEarly', `The date ${given} is before 1970-01-02.`)
  return given
}
