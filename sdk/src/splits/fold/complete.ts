import { ConcordatError } from '../../errors/concordatError.ts'
import { monthOf } from '../months.ts'
import { currentOf, nothingMoved, openNetOf } from './book.ts'
import { entitledOf, hasPeriod, takenOf } from './entitled.ts'
import { requireNotFrozen } from './freeze.ts'
import { lapse } from './locks.ts'
import { settle, withVersion } from './settle.ts'
import type { FoldState, VersionState } from './types.ts'

/** What the clauses of a version took and rounding or waiting locks gave to nobody yet. */
export function residueOf(version: VersionState): bigint {
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  return sum(takenOf(version.agreement, version)) - sum(entitledOf(version.agreement, version))
}

function requireFinished(state: FoldState, at: number): void {
  const { agreement } = currentOf(state)
  if (state.endsAt === 0 || at <= state.endsAt) throw new ConcordatError('NotEnded', { endsAt: state.endsAt })
  requireNotFrozen(state, at)
  for (const version of state.versions) {
    const waiting = version.locks.indexOf('waiting')
    const clause = version.agreement.rules.monthly.length + waiting
    if (waiting >= 0) throw new ConcordatError('LockWaiting', { clause })
  }
  if (!hasPeriod(agreement)) return
  const last = monthOf(state.endsAt, agreement.rules.period.utcOffsetMinutes)
  if (state.openMonth <= last || openNetOf(state) > 0n) {
    throw new ConcordatError('MonthStillOpen', { openMonth: state.openMonth })
  }
}

/** Ends the agreement: settles every version and hands out the residue, one smallest unit each in listed order. */
export function complete(before: FoldState, at: number): FoldState {
  const lapsed = lapse(before, at)
  requireFinished(lapsed, at)
  let state = lapsed
  for (const index of state.versions.keys()) state = settle(state, index)

  const version = currentOf(state)
  const residue = state.versions.reduce((sum, each) => sum + residueOf(each), 0n)
  const { shares, lock } = version.agreement.rules.clauses.at(-1) ?? { shares: [], lock: undefined }
  const receivers = version.locks.at(-1) === 'lapsed' && lock ? lock.otherwise : shares
  const paid = version.paid.slice()
  for (const [position, { party }] of receivers.entries()) {
    const count = BigInt(receivers.length)
    const extra = residue / count + (BigInt(position) < residue % count ? 1n : 0n)
    paid[party] = (paid[party] ?? 0n) + extra
  }
  const finished = withVersion(state, state.versions.length - 1, { ...version, paid })
  const first = before.versions[before.versions.length - 1]?.paid ?? []
  return {
    ...finished,
    balance: state.balance - residue,
    completed: true,
    moved: { ...nothingMoved, paid: paid.map((amount, party) => amount - (first[party] ?? 0n)) },
  }
}
