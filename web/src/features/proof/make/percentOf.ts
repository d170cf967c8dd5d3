import type { MakeStep, StepProgress } from './messages.ts'

/** How much of the whole each step takes, roughly, in percent. */
const weights: Record<MakeStep, number> = { events: 10, blocks: 40, state: 5, checkpoints: 15, check: 30 }
const order = Object.keys(weights) as MakeStep[]

/** How far the whole is, in percent. */
export function percentOf({ step, done, total }: StepProgress): number {
  const before = order.slice(0, order.indexOf(step)).reduce((sum, each) => sum + weights[each], 0)
  return Math.floor(before + (weights[step] * done) / Math.max(total, 1))
}
