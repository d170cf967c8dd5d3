import { monthEnd } from '@concordat/sdk/splits/months.ts'
import type { AgreementSummary, AgreementView } from '@concordat/sdk/views.ts'

/** What an agreement waits for next, and until when (Unix seconds). */
export type Waiting =
  | { kind: 'signatures'; missing: number; until: number }
  | { kind: 'reading'; month: number; until: number; overdue: boolean }
  | { kind: 'monthEnd'; month: number }
  | { kind: 'milestone'; clause: number; until: number }
  | { kind: 'frozen'; until: number }

/** What is missing before an agreement can take effect. */
export function signaturesWaiting(agreement: AgreementSummary): Waiting | null {
  if (agreement.status !== 'proposed') return null
  return {
    kind: 'signatures',
    missing: agreement.parties.filter(party => !party.signed).length,
    until: agreement.signBy,
  }
}

/** Everything an agreement waits for, the most urgent first. */
export function waitingOf(agreement: AgreementView, now: number, utcOffsetMinutes = 0): Waiting[] {
  const signatures = signaturesWaiting(agreement)
  if (signatures) return [signatures]
  const waits: Waiting[] = []
  if (agreement.status === 'frozen' && agreement.frozenUntil !== null) {
    waits.push({ kind: 'frozen', until: agreement.frozenUntil })
  }
  if (agreement.status !== 'effective' && agreement.status !== 'frozen' && agreement.status !== 'terminated')
    return waits
  const open = agreement.months.find(month => month.month === agreement.openMonth)
  if (agreement.openMonth !== null && agreement.openMonth > 0) {
    const over = monthEnd(agreement.openMonth, utcOffsetMinutes) <= now
    const until = open?.defaultAfter ?? null
    waits.push(
      over && until !== null
        ? { kind: 'reading', month: agreement.openMonth, until, overdue: until < now }
        : { kind: 'monthEnd', month: agreement.openMonth },
    )
  }
  for (const clause of agreement.clauses) {
    if (clause.lock?.status === 'waiting')
      waits.push({ kind: 'milestone', clause: clause.clause, until: clause.lock.by })
  }
  return waits
}

/** Seconds since 1970, now. */
export const nowSeconds = () => Math.floor(Date.now() / 1000)
