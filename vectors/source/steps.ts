// What stories are made of: times, steps and shares.
import { firstMonth } from '../../sdk/test/agreements.ts'
import { meterId, milestoneSubject, topics } from '../../sdk/src/ids.ts'
import { monthStart } from '../../sdk/src/splits/months.ts'
import type { Share } from '../../sdk/src/splits/terms/types.ts'
import type { Step } from './record.ts'

export const OFFSET = 480
export const DAY = 86_400
export const concludedAt = monthStart(firstMonth, OFFSET) - DAY

/** Noon of a day of the n-th month. */
export const on = (month: number, day: number) => monthStart(firstMonth + month, OFFSET) + (day - 1) * DAY + DAY / 2

export const receipt = (month: number, day: number, amount: bigint, at = on(month, day) + 60): Step => ({
  type: 'receipt',
  amount,
  bookedAt: on(month, day),
  at,
})
export const refund = (month: number, day: number, amount: bigint, at = on(month, day) + 60): Step => ({
  type: 'refund',
  amount,
  bookedAt: on(month, day),
  at,
})
export const close = (month: number, entries: number, sum: bigint, quantities: bigint[] = [], at = on(month + 1, 3)): Step => ({
  type: 'close',
  month: firstMonth + month,
  quantities,
  entries,
  sum,
  at,
})
export const settle = (at: number, version?: number): Step => ({ type: 'settle', at, ...(version === undefined ? {} : { version }) })

export const shares = (...weights: number[]): Share[] =>
  weights.map((weight, party) => ({ party, weight })).filter(({ weight }) => weight > 0)
export const lockUntil = (name: string, by: number, otherwise: Share[]) => ({
  topic: topics.milestone,
  subject: milestoneSubject(`0x${'22'.repeat(32)}`, name),
  by,
  otherwise,
})
export const metered = {
  price: 7n,
  perQuantity: 1_000n,
  meter: meterId('energy'),
  defaultQuantity: 50_000n,
}
