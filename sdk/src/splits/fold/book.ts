import { ConcordatError } from '../../errors/concordatError.ts'
import { monthOf } from '../months.ts'
import { hasPeriod } from './entitled.ts'
import type { Bucket, FoldState, VersionState, When } from './types.ts'

/** How many months ahead of the open one entries are booked. */
export const MONTHS_AHEAD = 120

/** A month without entries. */
export const emptyBucket: Bucket = { net: 0n, entries: 0, sum: 0n }

/** What an event moved when it moved nothing. */
export const nothingMoved = { returned: 0n, paid: [], taken: [], net: 0n }

/** The version in force. */
export function currentOf(state: FoldState): VersionState {
  return state.versions[state.versions.length - 1] as VersionState
}

/** The state with the version in force changed. */
export function withCurrent(state: FoldState, change: Partial<VersionState>): FoldState {
  return { ...state, versions: [...state.versions.slice(0, -1), { ...currentOf(state), ...change }] }
}

/** Signed net revenue of all months not closed, in the asset's smallest unit. */
export function openNetOf(state: Pick<FoldState, 'buckets'>): bigint {
  return Object.values(state.buckets).reduce((sum, { net }) => sum + net, 0n)
}

/**
 * What would be missing after closing every booked month in order: exactly what is owed for refunds. The account then
 * holds what those closes pay, so a later month's refund never spends an earlier month's money.
 */
export function deficitOf(state: Pick<FoldState, 'buckets'>): bigint {
  let deficit = 0n
  const months = Object.keys(state.buckets).map(Number)
  for (const month of months.sort((a, b) => a - b)) {
    deficit -= state.buckets[month]?.net ?? 0n
    if (deficit < 0n) deficit = 0n
  }
  return deficit
}

/** The month an entry counts in: never one that is closed. */
export function bookingMonthOf(state: FoldState, when: When): number {
  const { agreement } = currentOf(state)
  if (!hasPeriod(agreement)) return 0
  const month = 'month' in when ? when.month : monthOf(when.bookedAt, agreement.rules.period.utcOffsetMinutes)
  const limit = state.openMonth + MONTHS_AHEAD
  if (month > limit) throw new ConcordatError('MonthTooFar', { month, limit })
  return Math.max(month, state.openMonth)
}

/** Without a period what is above the high-water mark reaches the base at once. */
export function drainWithoutPeriod(state: FoldState): FoldState {
  const bucket = state.buckets[0]
  if (hasPeriod(currentOf(state).agreement) || !bucket || bucket.net <= 0n) return state
  const drained = withCurrent(state, { base: currentOf(state).base + bucket.net })
  return { ...drained, buckets: { 0: { ...bucket, net: 0n } } }
}

function addTo(state: FoldState, month: number, change: Bucket): FoldState {
  const { net, entries, sum } = state.buckets[month] ?? emptyBucket
  const bucket = { net: net + change.net, entries: entries + change.entries, sum: sum + change.sum }
  return { ...state, buckets: { ...state.buckets, [month]: bucket } }
}

/** Books a receipt; what was owed and is now covered goes to the issuer. */
export function bookReceipt(state: FoldState, amount: bigint, month: number, hasId: boolean): FoldState {
  const received = withCurrent(state, { received: currentOf(state).received + amount })
  const change = hasId ? { net: amount, entries: 1, sum: amount } : { net: amount, entries: 0, sum: 0n }
  const booked = addTo(received, month, change)
  const owed = deficitOf(booked)
  const returned = state.owed - owed
  return drainWithoutPeriod({
    ...booked,
    owed,
    balance: state.balance + amount - returned,
    moved: { ...nothingMoved, returned },
  })
}

/** Books a refund; what no close needs goes to the issuer at once, the rest is owed. */
export function bookRefund(state: FoldState, amount: bigint, month: number): FoldState {
  const refunded = withCurrent(state, { refunded: currentOf(state).refunded + amount })
  const booked = addTo(refunded, month, { net: -amount, entries: 1, sum: -amount })
  const owed = deficitOf(booked)
  const returned = amount - (owed - state.owed)
  return { ...booked, owed, balance: state.balance - returned, moved: { ...nothingMoved, returned } }
}
