import { stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { currencyCode, externalId } from '../ids.ts'
import { instructionId, payoutKey } from './ids.ts'

const payments = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const to = {
  owner: payments,
  rail: stringToHex('bank', { size: 32 }),
  account: externalId('ba_1'),
  minimum: 10_000n,
  quorum: externalId('quorum'),
  currency: currencyCode('XTS'),
  processor: externalId('acct_charging'),
} as const

describe('payoutKey', () => {
  test('behavior: every field makes another account', () => {
    const others = [
      { owner: '0x0000000000000000000000000000000000000001' },
      { rail: stringToHex('stripe', { size: 32 }) },
      { account: externalId('ba_2') },
      { minimum: 1n },
      { quorum: externalId('other quorum') },
      { currency: currencyCode('EUR') },
      { processor: externalId('acct_other') },
    ] as const
    expect(new Set([to, ...others.map(other => ({ ...to, ...other }))].map(payoutKey)).size).toBe(8)
  })
})

describe('instructionId', () => {
  test('behavior: another chain, contract or number is another instruction', () => {
    const key = payoutKey(to)
    const ids = [
      instructionId(1, payments, key, 1n),
      instructionId(1, payments, key, 2n),
      instructionId(2, payments, key, 1n),
      instructionId(1, '0x0000000000000000000000000000000000000001', key, 1n),
    ]
    expect(new Set(ids).size).toBe(4)
  })
})
