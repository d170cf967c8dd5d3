import fc from 'fast-check'
import { type Address, bytesToHex, hashTypedData } from 'viem'
import { describe, expect, test } from 'vitest'
import { factDigest } from './facts.ts'
import { domainOf, factTypes } from './typedData.ts'

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(given => bytesToHex(given))
const time = fc.integer({ min: 0, max: 2 ** 40 - 1 })
const facts = fc.record({
  quorum: bytes(32),
  audience: bytes(20),
  topic: bytes(32),
  subject: bytes(32),
  round: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  value: bytes(32),
  observedAt: time,
  validUntil: time,
})

describe(factDigest, () => {
  test('behavior: is the typed data hash of a wallet, for every chain and contract', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(1, 31_337), bytes(20), (fact, chainId, contract) => {
        const domain = domainOf('Concordat Facts', chainId, contract as Address)
        const expected = hashTypedData({ domain, types: factTypes, primaryType: 'Fact', message: fact })
        expect(factDigest(fact, chainId, contract)).toBe(expected)
      }),
    )
  })
})
