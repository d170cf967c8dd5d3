import { monthEnd } from '@concordat/sdk/splits/months.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import type { Deadline, DeadlineKind } from '../deadlines.ts'
import { accountsOf, listSigners, versionOf } from './describeEvent.ts'

/** Everything an agreement waits for until a known moment. */
export function listDeadlines(agreement: AgreementView, now: number): Deadline[] {
  const inForce = versionOf(agreement, agreement.digest)
  if (!inForce) return []
  const everyone = accountsOf(inForce)
  const { business, status, months, clauses, openMonth, frozenUntil } = agreement
  const { endsAt, period } = inForce.terms.rules
  const found: Deadline[] = []
  const add = (kind: DeadlineKind, item: string, at: number, more: Partial<Deadline> = {}) => {
    const args = { business, until: at, ...more.args }
    found.push({ kind, item, at, since: now, accounts: everyone, ...more, args })
  }

  for (const { digest } of agreement.versions) {
    const version = versionOf(agreement, digest)
    if (!version?.isOpen) continue
    add('signatureDue', digest, version.terms.rules.signBy, { accounts: listSigners(version) })
    add('signatureLapsed', digest, version.terms.rules.signBy, { accounts: accountsOf(version) })
  }
  if (status === 'frozen' && frozenUntil !== null) add('freezeLapsed', String(frozenUntil), frozenUntil)
  // A freeze moves the other deadlines; they are known again when it ends.
  if (status !== 'effective' && status !== 'terminated') return found

  const open = months.find(({ month }) => month === openMonth)
  if (openMonth !== null && open?.defaultAfter) {
    const since = Math.max(now, monthEnd(openMonth, period.utcOffsetMinutes))
    const more = { since, args: { month: openMonth } }
    add('readingDue', String(openMonth), open.defaultAfter, more)
    add('readingOverdue', String(openMonth), open.defaultAfter, more)
  }
  for (const { clause, lock } of clauses)
    if (lock?.status === 'waiting') add('milestoneDue', String(clause), lock.by, { args: { clause } })
  if (status === 'effective' && endsAt !== 0) add('endsSoon', 'end', endsAt)
  return found
}
