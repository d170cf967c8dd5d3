import { ConcordatError } from '../../errors/concordatError.ts'
import type { Agreement } from '../terms/types.ts'
import { currentOf, deficitOf, drainWithoutPeriod, emptyBucket, nothingMoved, openNetOf } from './book.ts'
import { closeOpenMonth } from './close.ts'
import { hasPeriod, receiversOf, takenOfBase } from './entitled.ts'
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
      perQuantity === 0n ? 0n : continuedFrom(old.quantity, continues, index, 0n),
    ),
    continued: clauses.map(({ continues }, index) => continuedFrom(taken, continues, monthly.length + index, 0n)),
  }
}

/** Puts a new version in force: the old one's open month is closed as it stands, deficit and later entries move along. */
export function amend(state: FoldState, agreement: Agreement, at: number | undefined): FoldState {
  const before = currentOf(state)
  const closed = hasPeriod(before.agreement) ? closeOpenMonth(state, before.quantity) : state
  const openMonth = hasPeriod(agreement)
    ? hasPeriod(before.agreement)
      ? closed.openMonth
      : agreement.rules.period.firstMonth
    : 0
  const keepsMonths = hasPeriod(agreement) && hasPeriod(before.agreement)
  const buckets = keepsMonths ? closed.buckets : { [openMonth]: { ...emptyBucket, net: openNetOf(closed) } }
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
    clock: at ?? closed.clock,
    moved: { ...nothingMoved, returned, taken: closed.moved.taken, net: closed.moved.net },
  })
}
