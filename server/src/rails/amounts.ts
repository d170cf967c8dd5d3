import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { fromStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import { ApiError } from '../errors.ts'

/**
 * An amount as rows and answers write it, with all decimals of the currency.
 * @param amount In the currency's minor unit.
 */
export function amountText(amount: bigint, currency: string): string {
  const decimals = currencyDecimals(currency)
  const digits = amount.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** An amount that Stripe states, as rows write it. */
export function moneyOf(amount: number, code: string): { amount: string; currency: string } {
  const currency = code.toUpperCase()
  const inMinorUnit = fromStripeAmount(amount, currency)
  if (inMinorUnit === undefined)
    throw new ApiError(422, 'AmountUnreadable', `${amount} at Stripe is a fraction of ${currency}'s minor unit.`, {
      amount,
    })
  return { amount: amountText(inMinorUnit, currency), currency }
}
