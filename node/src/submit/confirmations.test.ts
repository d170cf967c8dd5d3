import fc from 'fast-check'
import { type Address, type Hex, keccak256, pad, size, slice, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { buildConfirmations } from './confirmations.ts'

const memberAt = (i: number) => pad(toHex(i + 1), { size: 20 }) as Address
const signatureOf = (i: number): Hex => `${keccak256(toHex(i))}${keccak256(toHex(i + 100)).slice(2)}`

describe(buildConfirmations, () => {
  test('property: k + 1 signatures in the order of the members, or nothing', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 32 })
          .chain(count =>
            fc.tuple(
              fc.constant(count),
              fc.integer({ min: Math.floor(count / 2), max: count - 1 }),
              fc.subarray([...Array(count).keys()]),
            ),
          ),
        ([count, k, signed]) => {
          const attestors = Array.from({ length: count }, (_, i) => memberAt(i))
          const signatures = new Map(signed.toReversed().map(i => [memberAt(i), signatureOf(i)]))
          signatures.set(memberAt(99), signatureOf(99))
          const confirmations = buildConfirmations({ quorum: '0x', attestors, k }, signatures)
          if (signed.length <= k) {
            expect(confirmations).toBeNull()
            return
          }
          const used = signed.slice(0, k + 1)
          expect(confirmations?.mask).toBe(used.reduce((mask, i) => mask + 2 ** i, 0))
          const bytes = confirmations?.signatures ?? '0x'
          expect(size(bytes)).toBe(64 * used.length)
          for (const [at, i] of used.entries()) expect(slice(bytes, 64 * at, 64 * at + 64)).toBe(signatureOf(i))
        },
      ),
    )
  })
})
