import { ConcordatError } from '../../errors/concordatError.ts'
import { currentOf, nothingMoved } from './book.ts'
import type { FoldState } from './types.ts'

/**
 * How long timers stood still up to a moment, in seconds: at most the terms' maximum.
 * @param at Unix seconds.
 */
export function frozenSeconds(state: FoldState, at: number): number {
  const { since, used } = state.freeze
  const running = since === 0 ? 0 : Math.max(0, at - since)
  return Math.min(used + running, Math.max(used, currentOf(state).agreement.rules.maxFreeze))
}

/**
 * Whether a freeze is in force: it lapses by itself when the terms' maximum is used up.
 * @param at Unix seconds.
 */
export function isFrozen(state: FoldState, at: number): boolean {
  const { since, used } = state.freeze
  return since !== 0 && used + at - since < currentOf(state).agreement.rules.maxFreeze
}

/** Throws Frozen while a freeze is in force. */
export function requireNotFrozen(state: FoldState, at: number): void {
  if (isFrozen(state, at)) {
    const until = state.freeze.since + currentOf(state).agreement.rules.maxFreeze - state.freeze.used
    throw new ConcordatError('Frozen', { until })
  }
}

/** Stops settlement and timers; booking goes on. */
export function freeze(state: FoldState, at: number): FoldState {
  const used = frozenSeconds(state, at)
  const limit = currentOf(state).agreement.rules.maxFreeze
  requireNotFrozen(state, at)
  if (used >= limit) throw new ConcordatError('FreezeUsedUp', { used, limit })
  return { ...state, freeze: { since: at, used }, moved: nothingMoved }
}

/** Ends a freeze; throws NotFrozen when none is in force. */
export function resume(state: FoldState, at: number): FoldState {
  if (!isFrozen(state, at)) throw new ConcordatError('NotFrozen')
  return { ...state, freeze: { since: 0, used: frozenSeconds(state, at) }, moved: nothingMoved }
}
