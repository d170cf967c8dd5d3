import { currencyDecimals } from '../currencies.ts'
import { ConcordatError } from '../errors/concordatError.ts'

// Where Stripe counts otherwise than ISO 4217: a minor unit that is no longer in use still has its two decimals there, one that is
// no hundredth has none.
const decimalsAtStripe = new Map([
  ['ISK', 2],
  ['UGX', 2],
  ['MGA', 0],
])

/** By how many decimals Stripe's amounts are finer than the currency's minor unit; below zero when they are coarser. */
function finer(currency: string): number {
  const decimals = currencyDecimals(currency)
  return (decimalsAtStripe.get(currency) ?? decimals) - decimals
}

/**
 * An amount as Stripe takes it. Throws AmountTooFine when Stripe cannot.
 * @param amount In the currency's minor unit.
 */
export function toStripeAmount(amount: bigint, currency: string): number {
  const more = finer(currency)
  if (more >= 0) return Number(amount * 10n ** BigInt(more))
  const step = 10n ** BigInt(-more)
  if (amount % step !== 0n) throw new ConcordatError('AmountTooFine', { given: amount, currency })
  return Number(amount / step)
}

/** An amount that Stripe states, in the currency's minor unit; undefined when it is a fraction of one. */
export function fromStripeAmount(amount: number, currency: string): bigint | undefined {
  const more = finer(currency)
  if (more <= 0) return BigInt(amount) * 10n ** BigInt(-more)
  const step = 10n ** BigInt(more)
  return BigInt(amount) % step === 0n ? BigInt(amount) / step : undefined
}
