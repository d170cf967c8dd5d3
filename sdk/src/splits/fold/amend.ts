import { ConcordatError } from '../../errors/concordatError.ts'
import type { Agreement } from '../terms/types.ts'
import { currentOf, emptyBucket, nothingMoved, openNetOf } from './book.ts'
import { closeOpenMonth } from './close.ts'
import { hasPeriod, receiversOf, takenOfBase } from './entitled.ts'
import { settle } from './settle.ts'
import type { FoldState, VersionState } from './types.ts'

/** A version under which nothing has happened yet. */
export function freshVersion(agreement: Agreement): VersionState {
  const { monthly, clauses } = agreement.rules
  return {
    agreement,
    base: 0n,
    received: 0n,
    refunded: 0n,
    taken: monthly.map(() => 0n),
    unpaid: monthly.map(() => 0n),
    quantity: monthly.map(() => 0n),
    continued: clauses.map(() => 0n),
    locks: clauses.map(({ lock }) => (lock.by === 0 ? 'none' : 'waiting')),
    paid: Array<bigint>(receiversOf(agreement)).fill(0n),
    settledBase: 0n,
    finished: false,
  }
}

function continuedFrom<T>(values: readonly T[], continues: number, clause: number, fallback: T): T {
  if (continues === 0) return fallback
  const value = values[continues - 1]
  if (value === undefined) throw new ConcordatError('NothingToContinue', { clause, continues })
  return value
}

function continueFrom(old: VersionState, agreement: Agreement): VersionState {
  const { monthly, clauses } = agreement.rules
  const juniorTaken = takenOfBase(old.agreement.rules.clauses, old.base, old.continued)
  const taken = juniorTaken.map((amount, index) => amount + (old.continued[index] ?? 0n))
  return {
    ...freshVersion(agreement),
    unpaid: monthly.map(({ continues }, index) => continuedFrom(old.unpaid, continues, index, 0n)),
    quantity: monthly.map(({ continues }, index) => continuedFrom(old.quantity, continues, index, 0n)),
    continued: clauses.map(({ continues }, index) => continuedFrom(taken, continues, monthly.length + index, 0n)),
  }
}

/** Closes what is open as it stands and pays what the version in force owes its receivers. */
function conclude(state: FoldState, at: number | undefined): FoldState {
  const version = currentOf(state)
  const closed = hasPeriod(version.agreement) ? closeOpenMonth(state, version.quantity) : state
  const settled = settle(closed, state.versions.length - 1, at)
  const { taken, net } = hasPeriod(version.agreement) ? closed.moved : nothingMoved
  return { ...settled, moved: { ...settled.moved, taken, net } }
}

/**
 * Puts a new version in force: the old one's open month is closed as it stands and settled, deficit and later entries move
 * along. `moved.paid` is by receiver of the old version.
 */
export function amend(state: FoldState, agreement: Agreement, at: number | undefined): FoldState {
  const before = currentOf(state).agreement
  if (hasPeriod(before) && !hasPeriod(agreement)) throw new ConcordatError('PeriodDropped')
  const starts = hasPeriod(agreement) && !hasPeriod(before)
  const concluded = conclude(state, at)
  const openMonth = starts ? agreement.rules.period.firstMonth : concluded.openMonth
  return {
    ...concluded,
    versions: [...concluded.versions, continueFrom(currentOf(concluded), agreement)],
    buckets: starts ? { [openMonth]: { ...emptyBucket, net: openNetOf(concluded) } } : concluded.buckets,
    openMonth,
    endsAt: agreement.rules.endsAt,
    clock: at ?? concluded.clock,
  }
}
