import { type Address, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import { group } from './send.ts'
import type { Task } from './task.ts'

const payments = pad('0x01', { size: 20 }) as Address
const splits = pad('0x02', { size: 20 }) as Address
const task = (id: number, to = payments): Task => ({
  id: String(id),
  to,
  data: () => '0x',
  isBatchable: to === payments,
  delayMs: 0,
})

describe(group, () => {
  test('default', () => {
    const tasks = [...Array.from({ length: 30 }, (_, i) => task(i)), task(30, splits), task(31), task(32, splits)]
    const sizes = group(tasks, new Set(['3'])).map(({ to, tasks }) => [to, tasks.length])
    expect(sizes).toEqual([
      [payments, 25],
      [payments, 1],
      [payments, 5],
      [splits, 1],
      [splits, 1],
    ])
  })
})
