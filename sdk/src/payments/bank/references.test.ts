import fc from 'fast-check'
import type { Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  agreementReference,
  endToEndIdOf,
  findReferences,
  isIban,
  nonceIn,
  orderNonces,
  orderReference,
} from './references.ts'

const hash = fc.stringMatching(/^[0-9a-f]{64}$/).map(digits => `0x${digits}` as Hex)

describe('references', () => {
  test('property: found in whatever a payer makes of them', () => {
    const written = fc.constantFrom(
      (reference: string) => reference,
      (reference: string) => `Invoice 7, ref. ${reference.replace(/(.{4})/g, '$1 ')}thank you`,
      (reference: string) => reference.toLowerCase(),
    )
    fc.assert(
      fc.property(hash, written, (root, write) => {
        const reference = agreementReference(root)
        expect(reference).toMatch(/^RF\d{2}A[0-9A-Z]{20}$/)
        expect(findReferences([write(reference), write(reference)])).toEqual([reference])
      }),
    )
  })

  test('property: an order’s number can be read back, and no digit or letter can be another', () => {
    fc.assert(
      fc.property(
        hash,
        fc.integer({ min: 0, max: orderNonces - 1 }),
        fc.integer({ min: 5, max: 24 }),
        (digest, nonce, at) => {
          const reference = orderReference(digest, nonce)
          expect(reference).toHaveLength(25)
          expect(nonceIn(reference)).toBe(nonce)
          const sign = reference[at] ?? ''
          const [first, second] = /\d/.test(sign) ? '01' : 'AB'
          const other = sign === first ? second : first
          expect(findReferences([reference.slice(0, at) + other + reference.slice(at + 1)])).toEqual([])
        },
      ),
    )
  })

  test('default: the known creditor reference and account of the standards', () => {
    expect(isIban('GB29NWBK60161331926819')).toBe(true)
    expect(isIban('GB28NWBK60161331926819')).toBe(false)
    expect(isIban('DE8937040044053201300')).toBe(false)
    expect(nonceIn('RF18539007547034')).toBeUndefined()
  })

  test('property: instructions have end-to-end ids of their own', () => {
    fc.assert(
      fc.property(hash, instruction => {
        expect(instruction.startsWith(`0x${endToEndIdOf(instruction)}`)).toBe(true)
      }),
    )
    expect(endToEndIdOf(`0x${'ab'.repeat(32)}`)).toHaveLength(35)
  })
})
