import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromStripeAmount, toStripeAmount } from './stripeAmount.ts'

describe('toStripeAmount', () => {
  test('behavior: minor units are those of ISO 4217, but for the three that Stripe counts otherwise', () => {
    const amounts = ['EUR', 'JPY', 'KWD', 'XTS', 'ISK', 'UGX'].map(currency => toStripeAmount(1_200n, currency))
    expect(amounts).toEqual([1_200, 1_200, 1_200, 1_200, 120_000, 120_000])
    expect(toStripeAmount(1_200n, 'MGA')).toBe(12)
  })

  test('error: AmountTooFine', () => {
    expect(() => toStripeAmount(1_201n, 'MGA')).toThrow(expect.objectContaining({ code: 'AmountTooFine' }))
  })
})

describe('fromStripeAmount', () => {
  test('property: is the reverse', () => {
    const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'ISK', 'UGX')
    fc.assert(
      fc.property(currencies, fc.bigInt({ min: 0n, max: 10n ** 12n }), (currency, amount) => {
        expect(fromStripeAmount(toStripeAmount(amount, currency), currency)).toBe(amount)
      }),
    )
    expect(fromStripeAmount(12, 'MGA')).toBe(1_200n)
    expect(fromStripeAmount(150, 'ISK')).toBeUndefined()
  })
})
