import fc from 'fast-check'
import { type Address, type Hex, keccak256, pad, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { placeInLine } from './order.ts'

const members = (count: number) => Array.from({ length: count }, (_, i) => pad(toHex(i + 1), { size: 20 }) as Address)

describe(placeInLine, () => {
  test('property: every place is taken once, for every subject', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), fc.nat(), (count, seed) => {
        const all = members(count)
        const subject: Hex = keccak256(toHex(seed))
        const places = all.map(member => placeInLine(all, member, subject)).sort((a, b) => a - b)
        expect(places).toEqual(all.map((_, i) => i))
      }),
    )
  })

  test('behavior: each member is first for its part of the subjects', () => {
    const all = members(4)
    const firsts = Array.from({ length: 1_000 }, (_, i) =>
      all.findIndex(member => placeInLine(all, member, keccak256(toHex(i))) === 0),
    )
    for (const i of all.keys()) expect(firsts.filter(first => first === i).length).toBeGreaterThan(200)
  })

  test('behavior: who is no member comes last', () => {
    expect(placeInLine(members(3), pad('0x99', { size: 20 }), keccak256('0x'))).toBe(3)
  })
})
