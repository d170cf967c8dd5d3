import { ConcordatError } from '../../errors/concordatError.ts'
import { monthOf } from '../months.ts'
import { currentOf, emptyBucket, nothingMoved, openNetOf, withCurrent } from './book.ts'
import { entitledOf, hasPeriod, takenOf } from './entitled.ts'
import { settle, versionAt, withVersion } from './settle.ts'
import type { FoldState, VersionState } from './types.ts'

/** What the clauses of a version took and rounding or waiting locks gave to nobody yet. */
export function residueOf(version: VersionState): bigint {
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  return sum(takenOf(version.agreement, version)) - sum(entitledOf(version.agreement, version))
}

/** Ends the agreement: what came in after the last month reaches the base, what it no longer needs is returned. */
function end(state: FoldState, at: number): FoldState {
  const { agreement } = currentOf(state)
  if (state.completed) throw new ConcordatError('AgreementEnded')
  if (state.endsAt === 0 || at <= state.endsAt) throw new ConcordatError('NotEnded', { endsAt: state.endsAt })
  if (hasPeriod(agreement)) {
    const last = monthOf(state.endsAt, agreement.rules.period.utcOffsetMinutes)
    if (state.openMonth <= last) throw new ConcordatError('MonthsOpen', { openMonth: state.openMonth, last })
  }
  const open = openNetOf(state)
  const owed = open < 0n ? -open : 0n
  const returned = state.owed - owed
  const ended = withCurrent(state, { base: currentOf(state).base + (open > 0n ? open : 0n) })
  const buckets = open < 0n ? { [state.openMonth]: { ...emptyBucket, net: open } } : {}
  const moved = { ...nothingMoved, returned }
  return { ...ended, buckets, owed, balance: state.balance - returned, completed: true, moved }
}

/**
 * Pays out a version, the residue one smallest unit each to the receivers of its last clause in listed order. The version in
 * force ends the agreement; an earlier one can be paid out as soon as none of its locks waits.
 */
export function complete(before: FoldState, index: number, at: number): FoldState {
  if (versionAt(before, index).finished) throw new ConcordatError('AlreadyFinished')
  const ended = index === before.versions.length - 1 ? end(before, at) : { ...before, moved: nothingMoved }
  const settled = settle(ended, index, at)
  const version = versionAt(settled, index)
  const waiting = version.locks.indexOf('waiting')
  if (waiting >= 0) {
    const clause = version.agreement.rules.monthly.length + waiting
    throw new ConcordatError('LockStillOpen', { clause, deadline: version.agreement.rules.clauses[waiting]?.lock.by })
  }

  const residue = residueOf(version)
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
    moved: { ...ended.moved, paid: paid.map((amount, party) => amount - (earlier[party] ?? 0n)) },
  }
}
