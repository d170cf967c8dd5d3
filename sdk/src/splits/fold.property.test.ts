import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementOf, anyAgreement, clause, equalShares, firstMonth, monthlyClause } from '../../test/agreements.ts'
import { currentOf, openNetOf } from './fold/book.ts'
import { priceOf } from './fold/close.ts'
import { entitledOf, hasPeriod, takenOf } from './fold/entitled.ts'
import type { FoldEvent, FoldState } from './fold/types.ts'
import { apply, createFold } from './fold.ts'
import type { Agreement } from './terms/types.ts'

type Action =
  | { type: 'receipt' | 'refund'; amount: bigint; later: number }
  | { type: 'observe'; amount: bigint }
  | { type: 'close'; used: bigint[] }
  | { type: 'closeByDefault' }
  | { type: 'settle' }
  | { type: 'lapse' }
  | { type: 'unlock'; clause: number }
  | { type: 'amend'; agreement: Agreement }

const amount = fc.bigInt({ min: 1n, max: 10_000n })
const later = fc.integer({ min: -1, max: 2 })
const anyEntry: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('receipt' as const), amount, later }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('refund' as const), amount, later }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('observe' as const), amount }) },
)
const used = fc.array(fc.bigInt({ min: -300n, max: 900n }), { minLength: 3, maxLength: 3 })
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 11, arbitrary: anyEntry },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('close' as const), used }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('closeByDefault' as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('unlock' as const), clause: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('lapse' as const) }) },
)
const anyAmendment = anyAgreement.map(agreement => ({ type: 'amend' as const, agreement }))

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, each) => total + each, 0n)

/** The event an action stands for in a state, or null where it would be refused. */
function eventOf(state: FoldState, action: Action): FoldEvent | null {
  const version = currentOf(state)
  const month = state.openMonth
  switch (action.type) {
    case 'receipt':
    case 'refund':
      return { ...action, month: month + action.later }
    case 'close': {
      if (!hasPeriod(version.agreement)) return null
      const { entries = 0, sum: booked = 0n } = state.buckets[month] ?? {}
      const quantities = version.quantity.map((quantity, i) => {
        const next = quantity + (action.used[i] ?? 0n)
        return next > 0n ? next : 0n
      })
      return { type: 'close', month, quantities, entries, sum: booked }
    }
    case 'closeByDefault':
      return hasPeriod(version.agreement) ? { type: 'closeByDefault', month } : null
    case 'unlock':
      if (version.locks[action.clause] !== 'waiting') return null
      return { type: 'unlock', clause: version.agreement.rules.monthly.length + action.clause }
    case 'lapse':
      return { type: 'lapse', at: 1_800_000_001 }
    case 'settle':
      return { type: 'settle' }
    default:
      return action
  }
}

function run(agreement: Agreement, actions: readonly Action[], check?: (state: FoldState, before: FoldState) => void) {
  let state = createFold(agreement)
  for (const action of actions) {
    const event = eventOf(state, action)
    if (!event) continue
    const after = apply(state, event)
    check?.(after, state)
    state = after
  }
  return state
}

const story = fc.tuple(
  anyAgreement,
  fc.array(fc.oneof({ weight: 14, arbitrary: anyAction }, anyAmendment), { maxLength: 40 }),
)
/** The long lane asks for many more. */
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) }

describe('fold', () => {
  test('SPLITS-1: the balance is what is taken and unpaid, the open net and what is owed', () => {
    fc.assert(
      fc.property(story, ([agreement, actions]) => {
        run(agreement, actions, state => {
          const unpaid = sum(state.versions.map(v => sum(takenOf(v.agreement, v)) - sum(v.paid)))
          expect(state.balance).toBe(unpaid + openNetOf(state) + state.owed)
          expect(state.balance).toBeGreaterThanOrEqual(unpaid)

          const received = sum(state.versions.map(v => v.received))
          const refunded = sum(state.versions.map(v => v.refunded))
          const paid = sum(state.versions.map(v => sum(v.paid)))
          expect(received + state.owed).toBe(paid + refunded + state.balance)
          expect(state.moved.returned).toBeGreaterThanOrEqual(0n)
          expect(state.owed).toBeGreaterThanOrEqual(0n)
        })
      }),
      runs,
    )
  })

  test('SPLITS-1: closing every booked month pays what it promises', () => {
    fc.assert(
      fc.property(story, ([agreement, actions]) => {
        let state = run(agreement, actions)
        while (
          hasPeriod(currentOf(state).agreement) &&
          Object.keys(state.buckets).some(m => Number(m) >= state.openMonth)
        ) {
          if (openNetOf(state) < 0n && Object.keys(state.buckets).length === 1) break
          state = apply(state, { type: 'closeByDefault', month: state.openMonth })
          expect(state.balance).toBeGreaterThanOrEqual(0n)
        }
      }),
      runs,
    )
  })

  test('SPLITS-1: at the end every unit is paid out', () => {
    fc.assert(
      fc.property(story, ([agreement, actions]) => {
        let state = apply(run(agreement, actions), { type: 'terminate', at: 1_770_000_000 })
        const isHeld = () => openNetOf(state) + state.owed > 0n
        while (hasPeriod(currentOf(state).agreement) && (state.openMonth <= firstMonth + 3 || isHeld())) {
          state = apply(state, { type: 'closeByDefault', month: state.openMonth })
        }
        for (const version of state.versions.slice(1).keys()) {
          state = apply(state, { type: 'settle', at: 1_900_000_000, version })
        }
        state = apply(state, { type: 'complete', at: 1_900_000_000 })
        expect(state.completed).toBe(true)
        expect(state.balance).toBe(0n)
        expect(state.owed).toBe(-openNetOf(state))
      }),
      runs,
    )
  })

  test('SPLITS-2: no entitlement ever falls', () => {
    fc.assert(
      fc.property(story, ([agreement, actions]) => {
        run(agreement, actions, (state, before) => {
          for (const [index, version] of before.versions.entries()) {
            const now = state.versions[index]
            const entitledNow = now ? entitledOf(now.agreement, now) : []
            for (const [party, was] of entitledOf(version.agreement, version).entries()) {
              expect(entitledNow[party]).toBeGreaterThanOrEqual(was)
            }
          }
        })
      }),
      runs,
    )
  })

  test('SPLITS-3: order within a month and settlements change no entitlement', () => {
    const months = fc.array(
      fc.record({
        entries: fc.array(anyEntry, { maxLength: 8 }),
        settles: fc.array(fc.nat(8), { maxLength: 3 }),
        used,
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(anyAgreement, months, fc.infiniteStream(fc.nat()), (agreement, plan, seeds) => {
        const inOrder = (entry: Action) => ('later' in entry ? { ...entry, later: 0 } : entry)
        const close = (month: { used: bigint[] }) => ({ type: 'close' as const, used: month.used })
        const plain = plan.flatMap(month => [...month.entries.map(inOrder), close(month)])
        const shuffled = plan.flatMap(month => {
          const keyed = month.entries.map(entry => ({ entry: inOrder(entry), key: seeds.next().value ?? 0 }))
          const mixed: Action[] = keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry)
          for (const position of month.settles) mixed.splice(position, 0, { type: 'settle' })
          return [...mixed, close(month)]
        })
        if (!hasPeriod(agreement)) return
        const [a, b] = [run(agreement, plain), run(agreement, shuffled)]
        expect(entitledOf(agreement, currentOf(b))).toEqual(entitledOf(agreement, currentOf(a)))
        expect(b.owed).toBe(a.owed)
      }),
      runs,
    )
  })

  test('SPLITS-3: entries of a later month change nothing by coming early', () => {
    const months = fc.array(fc.record({ now: fc.array(anyEntry), next: fc.array(anyEntry), used }), { maxLength: 5 })
    fc.assert(
      fc.property(anyAgreement, months, (agreement, plan) => {
        if (!hasPeriod(agreement)) return
        const at = (entries: Action[], offset: number) =>
          entries.flatMap(entry => ('later' in entry ? [{ ...entry, later: offset }] : []))
        const close = (month: { used: bigint[] }) => ({ type: 'close' as const, used: month.used })
        const early = plan.flatMap(month => [...at(month.next, 1), ...at(month.now, 0), close(month)])
        const onTime = plan.flatMap(month => [...at(month.now, 0), close(month), ...at(month.next, 0)])
        const [a, b] = [run(agreement, early), run(agreement, onTime)]
        expect(entitledOf(agreement, currentOf(b))).toEqual(entitledOf(agreement, currentOf(a)))
        expect(b.owed).toBe(a.owed)
        expect(b.balance).toBe(a.balance)
      }),
      runs,
    )
  })

  test('SPLITS-3: without a period settlements change no entitlement', () => {
    fc.assert(
      fc.property(anyAgreement, fc.array(anyEntry), (agreement, entries) => {
        const settled = entries.flatMap(entry => [entry, { type: 'settle' as const }])
        const [a, b] = [run(agreement, entries), run(agreement, settled)]
        expect(entitledOf(agreement, currentOf(b))).toEqual(entitledOf(agreement, currentOf(a)))
      }),
      runs,
    )
  })

  test('SPLITS-4: taken stays within the limit, a carried clause within its dues', () => {
    fc.assert(
      fc.property(story, ([agreement, actions]) => {
        let closes = 0
        run(agreement, actions, (state, before) => {
          const version = currentOf(state)
          const { monthly, clauses } = version.agreement.rules
          for (const [index, taken] of takenOf(version.agreement, version).slice(monthly.length).entries()) {
            const limit = clauses[index]?.limit ?? 0n
            if (limit > 0n && taken > 0n) expect(taken + (version.continued[index] ?? 0n)).toBeLessThanOrEqual(limit)
          }
          const first = state.versions[0]
          if (!first) return
          if (before.versions.length === 1 && state.moved.taken.length > 0) closes++
          for (const [index, each] of first.agreement.rules.monthly.entries()) {
            const dues = each.amount * BigInt(closes) + priceOf(each, first.quantity[index] ?? 0n)
            const total = (first.taken[index] ?? 0n) + (first.unpaid[index] ?? 0n)
            if (each.carried) expect(total).toBe(dues)
            expect(total).toBeLessThanOrEqual(dues)
          }
        })
      }),
      runs,
    )
  })
})

describe('apply', () => {
  const rent = agreementOf({
    parties: 2,
    period: true,
    monthly: [monthlyClause({ amount: 1_000n })],
    clauses: [clause({ shares: equalShares(0, 1) })],
  })
  const state = createFold(rent)

  test('error: MonthNotOpen', () => {
    const wrong = { type: 'closeByDefault', month: firstMonth + 1 } as const
    expect(() => apply(state, wrong)).toThrow(expect.objectContaining({ code: 'MonthNotOpen' }))
  })

  test('error: EntriesMissing', () => {
    const early = { type: 'close', month: firstMonth, quantities: [0n], entries: 1, sum: 5n } as const
    expect(() => apply(state, early)).toThrow(
      expect.objectContaining({
        code: 'EntriesMissing',
        args: { bookedEntries: 0, expectedEntries: 1, bookedSum: 0n, expectedSum: 5n },
      }),
    )
  })

  test('error: QuantitiesDiffer', () => {
    const short = { type: 'close', month: firstMonth, quantities: [], entries: 0, sum: 0n } as const
    expect(() => apply(state, short)).toThrow(expect.objectContaining({ code: 'QuantitiesDiffer' }))
  })

  test('error: Frozen', () => {
    const frozen = apply(state, { type: 'freeze', at: 1_000 })
    expect(() => apply(frozen, { type: 'settle', at: 1_001 })).toThrow(expect.objectContaining({ code: 'Frozen' }))
    const lapsed = 1_000 + 30 * 86_400
    expect(apply(frozen, { type: 'settle', at: lapsed }).balance).toBe(0n)
    expect(apply(frozen, { type: 'resume', at: 1_010 }).freeze).toEqual({ since: 0, used: 10 })
  })
})
