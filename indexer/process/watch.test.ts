import { describe, expect, test } from 'vitest'
import { judge } from './watch.ts'

const agreeing = { indexed: 100, head: 100, differsAt: undefined, depth: 0 }
const fresh = () => ({ differing: 0, since: 0, indexed: 100 })

describe('judge', () => {
  test('default', () => {
    expect(judge(fresh(), agreeing, 1e6)).toBeUndefined()
  })

  test('behavior: one look that differs is not believed', () => {
    const state = fresh()
    const deep = { indexed: 100, head: 40, differsAt: 100, depth: 60 }
    expect(judge(state, deep, 1_000)).toBeUndefined()
    expect(judge(state, agreeing, 2_000)).toBeUndefined()
    expect(judge(state, deep, 3_000)).toBeUndefined()
    expect(judge(state, deep, 4_000)).toBe('staleRows')
  })

  test('behavior: a short reorganisation has time to be followed', () => {
    const state = fresh()
    const short = { indexed: 100, head: 101, differsAt: 100, depth: 3 }
    expect(judge(state, short, 1_000)).toBeUndefined()
    expect(judge(state, short, 14_000)).toBeUndefined()
    expect(judge(state, short, 16_000)).toBe('staleRows')
  })

  test('behavior: reading on is progress, standing still before the head is not', () => {
    const state = fresh()
    expect(judge(state, { ...agreeing, head: 900 }, 14_000)).toBeUndefined()
    expect(judge(state, { ...agreeing, indexed: 101, head: 900 }, 20_000)).toBeUndefined()
    expect(judge(state, { ...agreeing, indexed: 101, head: 900 }, 30_000)).toBeUndefined()
    expect(judge(state, { ...agreeing, indexed: 101, head: 900 }, 36_000)).toBe('stalled')
  })
})
