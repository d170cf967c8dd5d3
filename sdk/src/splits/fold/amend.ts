import { ConcordatError } from '../../errors/concordatError.ts'
import { monthStart } from '../months.ts'
import type { Agreement } from '../terms/types.ts'
import { currentOf, deficitOf, drainWithoutPeriod, emptyBucket, nothingMoved, openNetOf } from './book.ts'
import { closeOpenMonth } from './close.ts'
import { hasPeriod, receiversOf, takenOfBase } from './entitled.ts'
import { frozenSeconds, isFrozen } from './freeze.ts'
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
  if (value === undefined) throw new ConcordatError('NoSuchContinuation', { clause, continues })
  return value
}

function continueFrom(old: VersionState, agreement: Agreement): VersionState {
  const { monthly, clauses } = agreement.rules
  const juniorTaken = takenOfBase(old.agreement.rules.clauses, old.base, old.continued)
  const taken = juniorTaken.map((amount, index) => amount + (old.continued[index] ?? 0n))
  return {
    ...freshVersion(agreement),
    unpaid: monthly.map(({ continues }, index) => continuedFrom(old.unpaid, continues, index, 0n)),
    quantity: monthly.map(({ continues, perQuantity }, index) =>
      continuedFrom(old.quantity, perQuantity === 0n ? 0 : continues, index, 0n),
    ),
    continued: clauses.map(({ continues }, index) => continuedFrom(taken, continues, monthly.length + index, 0n)),
  }
}

/** A freeze that ended by itself stays ended, however long the new terms allow. */
function endedFreeze(state: FoldState, at: number): FoldState['freeze'] {
  if (state.freeze.since === 0 || isFrozen(state, at)) return state.freeze
  return { since: 0, used: frozenSeconds(state, at) }
}

/** Later entries as the new version keeps them: by month, or in one sum where only one of the versions has months. */
function moveBuckets(state: FoldState, openMonth: number, keepsMonths: boolean): FoldState['buckets'] {
  return keepsMonths ? state.buckets : { [openMonth]: { ...emptyBucket, net: openNetOf(state) } }
}

/**
 * Puts a new version in force: the old one's open month, if it has begun, is closed as it stands; deficit and later entries move
 * along. The old version is settled by itself, its locks run on.
 */
export function amend(state: FoldState, agreement: Agreement, at: number | undefined): FoldState {
  const before = currentOf(state)
  const [had, has] = [hasPeriod(before.agreement), hasPeriod(agreement)]
  const now = at ?? state.clock
  const begun = had && monthStart(state.openMonth, before.agreement.rules.period.utcOffsetMinutes) <= now
  const closed = begun ? closeOpenMonth(state, before.quantity) : { ...state, moved: nothingMoved }
  const next = had ? closed.openMonth : agreement.rules.period.firstMonth
  const openMonth = has ? next : 0
  const buckets = moveBuckets(closed, openMonth, had && has)
  const owed = deficitOf({ buckets })
  const returned = closed.owed - owed
  return drainWithoutPeriod({
    ...closed,
    versions: [...closed.versions, continueFrom(currentOf(closed), agreement)],
    buckets,
    openMonth,
    owed,
    balance: closed.balance - returned,
    endsAt: agreement.rules.endsAt,
    clock: begun || !had ? now : state.clock,
    freeze: at === undefined ? state.freeze : endedFreeze(state, at),
    moved: { ...closed.moved, returned },
  })
}
