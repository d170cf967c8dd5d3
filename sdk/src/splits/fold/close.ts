import { ConcordatError } from '../../errors/concordatError.ts'
import { monthEnd } from '../months.ts'
import type { Monthly } from '../terms/types.ts'
import { currentOf, emptyBucket, nothingMoved, withCurrent } from './book.ts'
import { hasPeriod } from './entitled.ts'
import { frozenSeconds, isFrozen } from './freeze.ts'
import { settle } from './settle.ts'
import type { FoldEvent, FoldState } from './types.ts'

type Close = Extract<FoldEvent, { type: 'close' }>
type CloseByDefault = Extract<FoldEvent, { type: 'closeByDefault' }>

/** What a cumulative quantity costs, rounded down. */
export function priceOf(clause: Monthly, quantity: bigint): bigint {
  return clause.perQuantity === 0n ? 0n : (clause.price * quantity) / clause.perQuantity
}

/** Closes the open month with these cumulative quantities: monthly clauses take, the rest reaches the base. */
export function closeOpenMonth(state: FoldState, quantities: readonly bigint[]): FoldState {
  const version = currentOf(state)
  const month = state.openMonth
  const net = state.buckets[month]?.net ?? 0n
  let rest = net > 0n ? net : 0n

  const taken: bigint[] = []
  const unpaid: bigint[] = []
  const quantity: bigint[] = []
  for (const [index, clause] of version.agreement.rules.monthly.entries()) {
    const before = version.quantity[index] ?? 0n
    const after = clause.perQuantity === 0n ? 0n : (quantities[index] ?? before)
    const due = clause.amount + priceOf(clause, after) - priceOf(clause, before)
    const open = (version.unpaid[index] ?? 0n) + due

    const share = (BigInt(clause.rateBps) * rest) / 10_000n
    const most = open > 0n ? open : 0n
    const take = share < most ? share : most
    rest -= take
    taken.push(take)
    quantity.push(after)
    unpaid.push(!clause.carried && open - take > 0n ? 0n : open - take)
  }

  const { [month]: closed, ...later } = state.buckets
  const next = later[month + 1] ?? emptyBucket
  const buckets = net < 0n ? { ...later, [month + 1]: { ...next, net: next.net + net } } : later
  const closedVersion = withCurrent(state, {
    taken: version.taken.map((amount, index) => amount + (taken[index] ?? 0n)),
    unpaid,
    quantity,
    base: version.base + rest,
  })
  return { ...closedVersion, buckets, openMonth: month + 1, moved: { ...nothingMoved, taken, net } }
}

function requireOpen(state: FoldState, month: number): void {
  if (!hasPeriod(currentOf(state).agreement)) throw new ConcordatError('NoPeriod')
  if (month !== state.openMonth) {
    throw new ConcordatError('MonthNotOpen', { month, openMonth: state.openMonth })
  }
}

function closeAndSettle(state: FoldState, quantities: readonly bigint[], at: number | undefined): FoldState {
  const closed = closeOpenMonth(state, quantities)
  const clocked = { ...closed, clock: at ?? closed.clock }
  if (at !== undefined && isFrozen(state, at)) return clocked
  const settled = settle(clocked, state.versions.length - 1, at)
  return { ...settled, moved: { ...closed.moved, paid: settled.moved.paid } }
}

/** Closes the open month by an attested statement, and settles unless frozen. */
export function close(state: FoldState, event: Close): FoldState {
  requireOpen(state, event.month)
  const expected = currentOf(state).agreement.rules.monthly.length
  if (event.quantities.length !== expected) {
    throw new ConcordatError('QuantitiesDiffer', { given: event.quantities.length, expected })
  }
  const { entries, sum } = state.buckets[event.month] ?? emptyBucket
  if (entries !== event.entries || sum !== event.sum) {
    throw new ConcordatError('EntriesMissing', {
      bookedEntries: entries,
      expectedEntries: event.entries,
      bookedSum: sum,
      expectedSum: event.sum,
    })
  }
  return closeAndSettle(state, event.quantities, event.at)
}

/** The Unix second after which anyone may close the open month by default. */
export function defaultCloseAfter(state: FoldState, at: number): number {
  const { period } = currentOf(state).agreement.rules
  const from = Math.max(monthEnd(state.openMonth, period.utcOffsetMinutes), state.clock)
  return from + period.closeAfter + frozenSeconds(state, at)
}

/** Closes the open month with the terms' default quantities, and settles unless frozen. */
export function closeByDefault(state: FoldState, event: CloseByDefault): FoldState {
  requireOpen(state, event.month)
  if (event.at !== undefined) {
    const last = defaultCloseAfter(state, event.at)
    if (event.at <= last) throw new ConcordatError('TooEarly', { given: event.at, last })
  }
  const { quantity, agreement } = currentOf(state)
  const quantities = agreement.rules.monthly.map((clause, i) => (quantity[i] ?? 0n) + clause.defaultQuantity)
  return closeAndSettle(state, quantities, event.at)
}
