import { ConcordatError } from '../../errors/concordatError.ts'
import { monthOf } from '../months.ts'
import { currentOf, nothingMoved, openNetOf } from './book.ts'
import { entitledOf, hasPeriod, takenOf } from './entitled.ts'
import { requireNotFrozen } from './freeze.ts'
import { settle, versionAt, withVersion } from './settle.ts'
import type { FoldState, VersionState } from './types.ts'

/** What the clauses of a version took and rounding or waiting locks gave to nobody yet. */
export function residueOf(version: VersionState): bigint {
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  return sum(takenOf(version.agreement, version)) - sum(entitledOf(version.agreement, version))
}

function requireFinished(state: FoldState, at: number): void {
  const { agreement } = currentOf(state)
  requireNotFrozen(state, at)
  if (state.endsAt === 0 || at <= state.endsAt) throw new ConcordatError('NotEnded', { endsAt: state.endsAt })
  if (hasPeriod(agreement)) {
    const last = monthOf(state.endsAt, agreement.rules.period.utcOffsetMinutes)
    const isHeld = openNetOf(state) + state.owed !== 0n
    if (state.openMonth <= last || isHeld) throw new ConcordatError('MonthStillOpen', { openMonth: state.openMonth })
  }
  const count = state.versions.slice(0, -1).filter(({ finished }) => !finished).length
  if (count > 0) throw new ConcordatError('VersionsPending', { count })
}

/**
 * Ends an agreement whose time is over: settles the version in force, then pays the residue of all versions to the receivers
 * of the last clause in listed order, one smallest unit each until it is gone.
 */
export function complete(before: FoldState, at: number): FoldState {
  requireFinished(before, at)
  const index = before.versions.length - 1
  const settled = settle(before, index, at)
  const version = versionAt(settled, index)
  const waiting = version.locks.indexOf('waiting')
  if (waiting >= 0) {
    throw new ConcordatError('LockWaiting', { clause: version.agreement.rules.monthly.length + waiting })
  }

  const residue = settled.versions.reduce((sum, each) => sum + residueOf(each), 0n)
  const receivers = version.agreement.rules.clauses.at(-1)?.shares ?? []
  const count = BigInt(receivers.length)
  const paid = [...version.paid]
  for (const [position, { party }] of receivers.entries()) {
    const extra = residue / count + (BigInt(position) < residue % count ? 1n : 0n)
    paid[party] = (paid[party] ?? 0n) + extra
  }
  const earlier = versionAt(before, index).paid
  return {
    ...withVersion(settled, index, { ...version, paid, finished: true }),
    balance: settled.balance - residue,
    completed: true,
    moved: { ...nothingMoved, paid: paid.map((amount, party) => amount - (earlier[party] ?? 0n)) },
  }
}
