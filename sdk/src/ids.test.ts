import { describe, expect, test } from 'vitest'
import {
  accountOf,
  currencyCode,
  ledgerId,
  milestoneSubject,
  monthSubject,
  payerAccount,
  paymentKey,
  quorumId,
  RESTRICTED_BIT,
  seriesOf,
  splitLedgerId,
  topicNameOf,
  topics,
  ZERO_HASH,
} from './ids.ts'

const issuer = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const hash = topics.payment

describe('ledgerId', () => {
  test('default', () => {
    const id = ledgerId(7n, issuer)
    expect(splitLedgerId(id)).toEqual({ series: 7n, issuer, restricted: false })
  })

  test('behavior: an ERC-20 is its address', () => {
    expect(ledgerId(0n, issuer)).toBe(BigInt(issuer))
  })

  test('behavior: the highest bit restricts', () => {
    expect(splitLedgerId(RESTRICTED_BIT | BigInt(issuer)).restricted).toBe(true)
  })

  test('error: SeriesOutOfRange', () => {
    expect(() => ledgerId(1n << 96n, issuer)).toThrow(expect.objectContaining({ code: 'SeriesOutOfRange' }))
  })
})

describe('seriesOf', () => {
  test('default', () => {
    const series = seriesOf(hash, 'XTS', hash)
    expect(series).toBeLessThan(1n << 95n)
    expect(seriesOf(hash, 'EUR', hash)).not.toBe(series)
  })

  test('behavior: keeps the low 96 bits of the hash, its restricted bit cleared', () => {
    for (const code of ['XTS', 'EUR', 'CNY', 'USD', 'JPY']) {
      expect(splitLedgerId(ledgerId(seriesOf(hash, code, hash), issuer)).restricted).toBe(false)
    }
  })

  test('error: CurrencyNotACode', () => {
    expect(() => currencyCode('xts')).toThrow(expect.objectContaining({ code: 'CurrencyNotACode' }))
  })
})

describe('accountOf', () => {
  test('default', () => {
    expect(accountOf(issuer, issuer, ZERO_HASH, hash)).toMatchInlineSnapshot(
      `"0xB9e69Befc3804e16D37f74Ff66ECcd4418dCBc71"`,
    )
  })
})

describe('subjects', () => {
  test('default', () => {
    const all = [
      paymentKey(hash, ZERO_HASH),
      milestoneSubject(hash, 'accepted'),
      monthSubject(hash, 670),
      quorumId([issuer], 1, 0),
    ]
    expect(new Set(all).size).toBe(4)
  })

  test('behavior: a topic has a name', () => {
    expect(topicNameOf(topics.month)).toBe('month')
    expect(topicNameOf(ZERO_HASH)).toBe('other')
  })
})

describe('payerAccount', () => {
  test('default', () => {
    expect(payerAccount('card 4242')).not.toBe(payerAccount('card 4243'))
    expect(payerAccount('card 4242')).toHaveLength(42)
  })

  test('behavior: an address stays', () => {
    expect(payerAccount(issuer.toLowerCase())).toBe(issuer)
  })
})
