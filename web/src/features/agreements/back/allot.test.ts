import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allot } from './allot.ts'

const back = (amount: number, returned: number) => ({ amount: String(amount), returned: String(returned) })

describe('allot', () => {
  test('default: later receipts met the oldest, the reserve the next, the newest is owed', () => {
    const backs = [back(50, 0), back(30, 0), back(100, 40)]
    expect(allot(backs, 90n, 60n)).toEqual([
      { atOnce: 0n, later: 0n, reserve: 0n, owed: 50n },
      { atOnce: 0n, later: 0n, reserve: 20n, owed: 10n },
      { atOnce: 40n, later: 50n, reserve: 10n, owed: 0n },
    ])
  })

  test('behavior: what came back beyond a refund met older ones', () => {
    expect(allot([back(10, 25), back(15, 0)], 0n, 0n)).toEqual([
      { atOnce: 10n, later: 0n, reserve: 0n, owed: 0n },
      { atOnce: 0n, later: 15n, reserve: 0n, owed: 0n },
    ])
  })

  test('property: the parts of each are its amount, and none is below zero', () => {
    const backs = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)).map(([amount, returned]) => back(amount, returned)))
    fc.assert(
      fc.property(backs, fc.nat(5000), fc.nat(5000), (list, booked, receivable) => {
        for (const [i, parts] of allot(list, BigInt(booked), BigInt(receivable)).entries()) {
          const { atOnce, later, reserve, owed } = parts
          expect(atOnce + later + reserve + owed).toBe(BigInt(list[i]?.amount ?? 0))
          expect([atOnce, later, reserve, owed].every(part => part >= 0n)).toBe(true)
        }
      }),
    )
  })
})
