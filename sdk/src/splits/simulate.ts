import { clauseName, clausesOf, type SettlementLine, type TermsNames } from './explain.ts'
import { currentOf } from './fold/book.ts'
import { entitledByClause, hasPeriod, takenOf } from './fold/entitled.ts'
import type { FoldState } from './fold/types.ts'
import { apply, createFold } from './fold.ts'
import type { Agreement } from './terms/types.ts'

/** What a month gives, by clause. Amounts are in the asset's smallest unit. */
export type SimulatedClause = Pick<SettlementLine, 'clause' | 'stage' | 'tier' | 'name'> & {
  /** What the clause took of this month's revenue. */
  taken: bigint
  /** Per receiver what it is paid this month; nothing while the clause's lock waits. */
  parties: bigint[]
}

/** One month of a simulation. */
export type SimulatedMonth = {
  /** Months since January 1970; counted from 0 where the terms have no period. */
  month: number
  revenue: bigint
  clauses: SimulatedClause[]
  /** Per receiver, all clauses. */
  parties: bigint[]
}

/** What a simulation assumes beside the revenue. */
export type SimulateOptions = {
  /** Per cumulative clause the position of the month in which its lock opens; never where undefined. */
  unlocked?: readonly (number | undefined)[]
  names?: Partial<TermsNames>
}

function book(state: FoldState, revenue: bigint): FoldState {
  const month = state.openMonth
  if (revenue > 0n) return apply(state, { type: 'receipt', amount: revenue, month })
  return revenue < 0n ? apply(state, { type: 'refund', amount: -revenue, month }) : state
}

/**
 * What everybody gets if the months bring this revenue.
 * @param monthlyRevenue Net revenue per month, in the asset's smallest unit; negative for more refunds than receipts.
 * @param quantities Per month, per monthly clause, the quantity metered in that month, in the meter's smallest unit.
 */
export function simulate(
  agreement: Agreement,
  monthlyRevenue: readonly bigint[],
  quantities: readonly (readonly bigint[])[] = [],
  options: SimulateOptions = {},
): SimulatedMonth[] {
  const senior = agreement.rules.monthly.length
  const metered = agreement.rules.monthly.map(() => 0n)
  const described = clausesOf(agreement)
  let state = createFold(agreement)

  return monthlyRevenue.map((revenue, position) => {
    const before = currentOf(state)
    const month = hasPeriod(agreement) ? state.openMonth : position
    state = book(state, revenue)
    if (hasPeriod(agreement)) {
      for (const index of metered.keys()) {
        metered[index] = (metered[index] ?? 0n) + (quantities[position]?.[index] ?? 0n)
      }
      const { entries = 0, sum = 0n } = state.buckets[state.openMonth] ?? {}
      state = apply(state, { type: 'close', month: state.openMonth, quantities: [...metered], entries, sum })
    }
    for (const [index, status] of currentOf(state).locks.entries()) {
      if (status === 'waiting' && options.unlocked?.[index] === position) {
        state = apply(state, { type: 'unlock', clause: senior + index })
      }
    }

    const after = currentOf(state)
    const [takenBefore, takenAfter] = [takenOf(agreement, before), takenOf(agreement, after)]
    const [old, now] = [entitledByClause(agreement, before), entitledByClause(agreement, after)]
    const clauses = described.map(each => ({
      ...each,
      name: clauseName(agreement, each.clause, options.names),
      taken: (takenAfter[each.clause] ?? 0n) - (takenBefore[each.clause] ?? 0n),
      parties: (now[each.clause] ?? []).map((amount, party) => amount - (old[each.clause]?.[party] ?? 0n)),
    }))
    const receivers = after.paid.map((_, party) => clauses.reduce((sum, each) => sum + (each.parties[party] ?? 0n), 0n))
    return { month, revenue, clauses, parties: receivers }
  })
}
