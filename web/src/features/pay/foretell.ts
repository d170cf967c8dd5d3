import type { Reserve } from '@concordat/sdk/payments/processor.ts'
import { withheldOf } from '@concordat/sdk/payments/processor.ts'
import { currentOf } from '@concordat/sdk/splits/fold/book.ts'
import { entitledOf, hasPeriod, lockedOf } from '@concordat/sdk/splits/fold/entitled.ts'
import type { FoldState, VersionState } from '@concordat/sdk/splits/fold/types.ts'
import { apply, createFold } from '@concordat/sdk/splits/fold.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'

/** What becomes of a payment as things stand. Amounts are in the asset's smallest unit. */
export type Foretold = {
  /** Per receiver, parties first: what it gets of the payment. */
  receivers: bigint[]
  /** Kept by clauses that wait for something. */
  setAside: bigint
  /** What earlier refunds take. */
  owed: bigint
  /** What the processor account withholds for a time. */
  withheld: bigint
  /** Rounding, and what an earlier loss takes. */
  rest: bigint
  /** The month it counts in, where the terms have months. */
  month: number | null
}

/** Closing more months ahead than this would say nothing. */
const most = 60

/** What everybody gets of a payment made now, if nothing else happened until its month is closed. */
export function foretell(
  view: AgreementView,
  terms: Agreement,
  { amount, now, reserve }: { amount: bigint; now: number; reserve?: Reserve | undefined },
): Foretold {
  const withheld = withheldOf(amount, reserve)
  const before = standingOf(view, terms)
  const month = hasPeriod(terms)
    ? Math.min(Math.max(monthOf(now, terms.rules.period.utcOffsetMinutes), before.openMonth), before.openMonth + most)
    : 0
  const paid = apply(before, { type: 'receipt', amount: amount - withheld, month })
  const [without, together] = [divide(before, month), divide(paid, month)]
  const [old, later] = [currentOf(without), currentOf(together)]

  const [entitledBefore, lockedBefore] = [entitledOf(terms, old), lockedOf(terms, old)]
  const receivers = entitledOf(terms, later).map((sum, i) => sum - (entitledBefore[i] ?? 0n))
  const setAside = lockedOf(terms, later).reduce((sum, each, i) => sum + each - (lockedBefore[i] ?? 0n), 0n)
  const owed = before.owed - paid.owed
  const rest = amount - withheld - owed - setAside - receivers.reduce((sum, each) => sum + each, 0n)
  return { receivers, setAside, owed, withheld, rest, month: hasPeriod(terms) ? month : null }
}

/** Every month up to this one closed, with the quantities that the terms take where none are stated. */
function divide(state: FoldState, month: number): FoldState {
  if (!hasPeriod(currentOf(state).agreement)) return state
  let next = state
  while (next.openMonth <= month) next = apply(next, { type: 'closeByDefault', month: next.openMonth })
  return next
}

/** The agreement as readers see it, so that it can be carried on. */
function standingOf(view: AgreementView, terms: Agreement): FoldState {
  const fresh = createFold(terms)
  const senior = view.clauses.filter(({ stage }) => stage === 'monthly')
  const junior = view.clauses.filter(({ stage }) => stage === 'cumulative')
  const version: VersionState = {
    ...currentOf(fresh),
    base: BigInt(view.base),
    taken: senior.map(({ taken }) => BigInt(taken)),
    unpaid: senior.map(({ unpaid }) => BigInt(unpaid ?? 0)),
    quantity: senior.map(({ quantity }) => BigInt(quantity ?? 0)),
    continued: junior.map(({ continued }) => BigInt(continued)),
    locks: junior.map(({ lock }) => lock?.status ?? 'none'),
  }
  const open = view.months.filter(({ status }) => status === 'open' || status === 'later')
  const buckets = hasPeriod(terms)
    ? Object.fromEntries(
        open.map(({ month, net, entries }) => [month, { net: BigInt(net), entries, sum: BigInt(net) }]),
      )
    : { 0: { net: BigInt(view.openNet), entries: 0, sum: 0n } }
  return {
    ...fresh,
    versions: [version],
    buckets,
    openMonth: view.openMonth ?? 0,
    owed: BigInt(view.owed),
    balance: BigInt(view.balance),
  }
}
