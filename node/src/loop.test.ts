import { describe, expect, test } from 'vitest'
import { startLoop } from './loop.ts'

const log = () => {}
const soon = () => new Promise(resolve => setTimeout(resolve, 30))

describe(startLoop, () => {
  test('behavior: goes on at once while there is more, then pauses until it is woken', async () => {
    let turns = 0
    const loop = startLoop({ name: 'test', pauseMs: 10_000, turn: async () => ++turns < 5, log })
    await soon()
    expect(turns).toBe(5)
    loop.wake()
    await soon()
    expect(turns).toBe(6)
    await loop.stop()
  })

  test('behavior: a wake during a turn is not lost', async () => {
    let turns = 0
    const loop = startLoop({
      name: 'test',
      pauseMs: 10_000,
      turn: async () => {
        await Promise.resolve()
        if (++turns === 1) loop.wake()
        return false
      },
      log,
    })
    await soon()
    expect(turns).toBe(2)
    await loop.stop()
  })

  test('behavior: failures are told and end with a turn that works', async () => {
    let isBroken = true
    const turn = async () => {
      if (isBroken) throw new Error('the chain is away')
      return false
    }
    const loop = startLoop({ name: 'test', pauseMs: 5, turn, log })
    await soon()
    expect(loop.failure()).toBe('the chain is away')
    isBroken = false
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(loop.failure()).toBeNull()
    await loop.stop()
  })

  test('behavior: what is fatal ends the loop', async () => {
    const fatal: unknown[] = []
    const error = new Error('another chain')
    let turns = 0
    const turn = async () => {
      turns++
      throw error
    }
    startLoop({ name: 'test', pauseMs: 1, turn, log, isFatal: () => true, onFatal: error => fatal.push(error) })
    await soon()
    expect([turns, fatal]).toEqual([1, [error]])
  })
})
