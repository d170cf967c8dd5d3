import { ConcordatError } from '../errors/concordatError.ts'
import { amend, freshVersion } from './fold/amend.ts'
import { bookingMonthOf, bookReceipt, bookRefund, currentOf, nothingMoved } from './fold/book.ts'
import { close, closeByDefault } from './fold/close.ts'
import { complete } from './fold/complete.ts'
import { entitledByClause, hasPeriod } from './fold/entitled.ts'
import { freeze, resume } from './fold/freeze.ts'
import { lapse, unlock } from './fold/locks.ts'
import { settle } from './fold/settle.ts'
import type { FoldEvent, FoldState } from './fold/types.ts'
import type { Agreement } from './terms/types.ts'

/**
 * An agreement that has just taken effect.
 * @param concludedAt The block's time, Unix seconds; only deadlines of closes by default need it.
 */
export function createFold(agreement: Agreement, concludedAt = 0): FoldState {
  return {
    versions: [freshVersion(agreement)],
    buckets: {},
    openMonth: hasPeriod(agreement) ? agreement.rules.period.firstMonth : 0,
    owed: 0n,
    balance: 0n,
    endsAt: agreement.rules.endsAt,
    clock: concludedAt,
    freeze: { since: 0, used: 0 },
    completed: false,
    moved: nothingMoved,
  }
}

/**
 * The state after an event: what the contract computes, rounding included. Pure; throws a ConcordatError, with the
 * contract's reason, for an event that is not allowed.
 */
export function apply(state: FoldState, event: FoldEvent): FoldState {
  if (state.completed) throw new ConcordatError('AgreementEnded')
  switch (event.type) {
    case 'receipt':
      return bookReceipt(state, event.amount, bookingMonthOf(state, event), true)
    case 'refund':
      return bookRefund(state, event.amount, bookingMonthOf(state, event))
    case 'observe':
      return bookReceipt(state, event.amount, state.openMonth, false)
    case 'close':
      return close(state, event)
    case 'closeByDefault':
      return closeByDefault(state, event)
    case 'unlock':
      return unlock(state, event)
    case 'lapse':
      return lapse(state, event.at)
    case 'settle':
      return settle(state, event.version ?? state.versions.length - 1, event.at)
    case 'amend':
      return amend(state, event.agreement, event.at)
    case 'freeze':
      return freeze(state, event.at)
    case 'resume':
      return resume(state, event.at)
    case 'terminate':
      return { ...state, endsAt: event.at, moved: nothingMoved }
    case 'complete':
      return complete(state, event.at)
  }
}

/** What each receiver of the version in force is entitled to, per clause by running index. */
export function entitled(state: FoldState): bigint[][] {
  const version = currentOf(state)
  return entitledByClause(version.agreement, version)
}
