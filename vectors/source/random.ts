// Random stories from fixed seeds: more than anyone would think of, to compare the two implementations.
import * as fc from 'fast-check'
import { anyAgreement, firstMonth } from '../../sdk/test/agreements.ts'
import { apply, createFold } from '../../sdk/src/splits/fold.ts'
import { currentOf } from '../../sdk/src/splits/fold/book.ts'
import { defaultCloseAfter } from '../../sdk/src/splits/fold/close.ts'
import { hasPeriod } from '../../sdk/src/splits/fold/entitled.ts'
import { frozenSeconds, isFrozen } from '../../sdk/src/splits/fold/freeze.ts'
import type { FoldState } from '../../sdk/src/splits/fold/types.ts'
import { monthStart } from '../../sdk/src/splits/months.ts'
import type { Agreement } from '../../sdk/src/splits/terms/types.ts'
import type { Step, Story } from './record.ts'

type Draw = { kind: number; amount: bigint; offset: number; used: bigint[]; clause: number }

const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.nat(21),
  amount: fc.bigInt({ min: 1n, max: 20_000n }),
  offset: fc.integer({ min: -1, max: 1 }),
  used: fc.array(fc.bigInt({ min: -300n, max: 900n }), { minLength: 3, maxLength: 3 }),
  clause: fc.nat(4),
})

/** The step a draw stands for, or null where it makes no sense now. `spread`: entries may lie in a later month. */
function stepOf(state: FoldState, { kind, amount, offset, used, clause }: Draw, at: number, spread: boolean): Step | null {
  const version = currentOf(state)
  const { rules } = version.agreement
  const month = state.openMonth
  if (kind < 11) {
    const shift = spread ? offset : Math.min(offset, 0)
    const bookedAt = monthStart(Math.max(month, firstMonth) + shift, rules.period.utcOffsetMinutes) + 43_200
    return { type: kind < 7 ? 'receipt' : 'refund', amount, bookedAt, at }
  }
  if (kind < 12) return { type: 'observe', amount, at }
  if (kind < 14) return isFrozen(state, at) ? { type: 'resume', at } : { type: 'settle', at }
  if (kind < 15) {
    return version.locks[clause] === 'waiting' ? { type: 'unlock', clause: rules.monthly.length + clause, at } : null
  }
  if (kind > 19) return isFrozen(state, at) || frozenSeconds(state, at) >= rules.maxFreeze ? null : { type: 'freeze', at }
  if (!hasPeriod(version.agreement)) return null
  if (kind < 16) {
    // While time stands still the default close only moves away.
    if (isFrozen(state, at)) return null
    return { type: 'closeByDefault', month, at: Math.max(at, defaultCloseAfter(state, at) + 1) }
  }
  const { entries = 0, sum = 0n } = state.buckets[month] ?? {}
  const quantities = version.quantity.map((quantity, i) => {
    const next = quantity + (used[i] ?? 0n)
    return next > 0n ? next : 0n
  })
  return { type: 'close', month, quantities, entries, sum, at }
}

function storyOf(name: string, agreement: Agreement, draws: Draw[], spread: boolean): Story {
  const concludedAt = monthStart(firstMonth, 480) - 86_400
  let state = createFold(agreement, concludedAt)
  let at = concludedAt
  const steps: Step[] = []
  for (const each of draws) {
    const step = stepOf(state, each, at + 60, spread)
    if (!step) continue
    state = apply(state, step)
    at = step.at
    steps.push(step)
  }
  const about = spread ? 'Random terms and events, freezes among them, entries in later months too.' : 'Random terms and events, freezes among them.'
  return { name, about, versions: [agreement], concludedAt, steps }
}

/** Always the same stories. */
export function randomStories(): Story[] {
  const parts = fc.tuple(anyAgreement, fc.array(draw, { minLength: 25, maxLength: 40 }))
  return fc.sample(parts, { seed: 20_261_001, numRuns: 16 }).map(([agreement, draws], index) => {
    const spread = index >= 10
    const number = String(index + 1).padStart(2, '0')
    return storyOf(spread ? `random-later-${number}` : `random-${number}`, agreement, draws, spread)
  })
}
