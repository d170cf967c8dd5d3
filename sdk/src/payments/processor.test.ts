import fc from 'fast-check'
import { encodeAbiParameters, keccak256, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { currencyUnit } from '../currencies.ts'
import { ProcessorAccount, processorAccount, processorName, withheldOf, withReserve } from './processor.ts'

const account = { rail: 'stripe', account: 'acct_1' } as const

describe('ProcessorAccount', () => {
  test('error: an account of another rail, a reserve of nothing or of more than all', () => {
    const bad = [
      { rail: 'stripe', account: 'DE89370400440532013000' },
      { rail: 'bank', account: 'DE89 3704 0044 0532 0130 00' },
      { rail: 'cash', account: 'acct_1' },
      { ...account, reserve: { rateBps: 0, duration: 1 } },
      { ...account, reserve: { rateBps: 10_001, duration: 1 } },
    ]
    for (const given of bad) expect(ProcessorAccount.safeParse(given).success).toBe(false)
    expect(ProcessorAccount.parse({ rail: 'bank', account: 'DE89370400440532013000' }).rail).toBe('bank')
  })
})

describe('processorName', () => {
  test('behavior: the same account on two rails, and with two reserves, has different names', () => {
    const plain = processorAccount('stripe', 'acct_1')
    const names = [
      plain,
      processorAccount('bank', 'acct_1'),
      withReserve(plain, { rateBps: 500, duration: 86_400 }),
      withReserve(plain, { rateBps: 500, duration: 86_401 }),
    ]
    expect(new Set(names).size).toBe(4)
    expect(processorName(account)).toBe(plain)
    expect(processorName({ ...account, reserve: { rateBps: 500, duration: 86_400 } })).toBe(names[2])
  })

  test('behavior: a name with a reserve is what the contract hashes', () => {
    const name = keccak256(stringToHex('account'))
    const types = [{ type: 'bytes32' }, { type: 'uint16' }, { type: 'uint32' }] as const
    const expected = keccak256(encodeAbiParameters(types, [name, 500, 86_400]))
    expect(withReserve(name, { rateBps: 500, duration: 86_400 })).toBe(expected)
  })
})

describe('currencyUnit', () => {
  test('behavior: units of a processor account are not those of the business', () => {
    const hash = keccak256('0x01')
    const origin = { quorum: hash, business: hash, payments: `0x${'11'.repeat(20)}` } as const
    expect(currencyUnit('XTS', { ...origin, processor: account }).id).not.toBe(currencyUnit('XTS', origin).id)
    expect(currencyUnit('XTS', { ...origin, business: processorName(account) })).toEqual(
      currencyUnit('XTS', { ...origin, processor: account }),
    )
  })
})

describe('withheldOf', () => {
  test('property: rounds down, and is never more than the payment', () => {
    const amounts = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 10_000 }), (amount, rateBps) => {
        const withheld = withheldOf(amount, { rateBps, duration: 1 })
        expect(withheld * 10_000n <= amount * BigInt(rateBps)).toBe(true)
        expect((withheld + 1n) * 10_000n > amount * BigInt(rateBps)).toBe(true)
      }),
    )
    expect(withheldOf(100n, undefined)).toBe(0n)
  })
})
