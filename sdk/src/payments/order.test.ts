import { keccak256, verifyTypedData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { currencyCode } from '../ids.ts'
import { buildOrderMetadata, orderDigest, orderTypedData, type PaymentOrder, readOrderMetadata } from './order.ts'
import { processorName } from './processor.ts'

const payer = privateKeyToAccount(keccak256('0x01'))
const payments = `0x${'22'.repeat(20)}` as const
const order: PaymentOrder = {
  payer: payer.address,
  payee: `0x${'33'.repeat(20)}`,
  agreement: keccak256('0x02'),
  currency: currencyCode('XTS'),
  amount: 1_234n,
  processor: processorName({ rail: 'stripe', account: 'acct_1' }),
  purpose: 'Charging on 2025-11-02',
  nonce: 7n,
  expiry: 1_800_000_000n,
}
const digest = orderDigest(order, 31_337, payments)
const base = { order, digest, payer: payer.address, date: '2025-11-02' }

describe('orderDigest', () => {
  test('behavior: every field counts', () => {
    const changes: Partial<PaymentOrder>[] = [
      { payer: payments },
      { payee: payments },
      { agreement: digest },
      { currency: currencyCode('EUR') },
      { amount: 1n },
      { processor: digest },
      { purpose: '' },
      { nonce: 8n },
      { expiry: 1n },
    ]
    const digests = changes.map(change => orderDigest({ ...order, ...change }, 31_337, payments))
    expect(new Set([digest, orderDigest(order, 1, payments), ...digests]).size).toBe(changes.length + 2)
  })

  test('behavior: a wallet signs it', async () => {
    const data = orderTypedData(order, 31_337, payments)
    const signature = await payer.signTypedData(data)
    expect(await verifyTypedData({ ...data, address: payer.address, signature })).toBe(true)
  })
})

describe('readOrderMetadata', () => {
  test('default', async () => {
    const signature = await payer.signTypedData(orderTypedData(order, 31_337, payments))
    const read = { digest, nonce: 7n, expiry: 1_800_000_000n }
    expect(readOrderMetadata(buildOrderMetadata({ ...base, signature }))).toEqual({ ...read, signature })
    expect(readOrderMetadata(buildOrderMetadata(base))).toEqual({ ...read, signature: undefined })
  })

  test('behavior: a long signature of a contract is kept in parts that processors take', () => {
    const signature = `0x${'ab'.repeat(900)}` as const
    const metadata = buildOrderMetadata({ ...base, signature })
    expect(Math.max(...Object.values(metadata).map(value => value.length))).toBeLessThanOrEqual(500)
    expect(readOrderMetadata(metadata)?.signature).toBe(signature)
  })

  test('behavior: a payment without an order, or with one that is none, has none', () => {
    expect(readOrderMetadata({})).toBeUndefined()
    expect(readOrderMetadata({ ...buildOrderMetadata(base), nonce: 'seven' })).toBeUndefined()
    expect(readOrderMetadata({ ...buildOrderMetadata(base), order: '0x12' })).toBeUndefined()
  })
})
