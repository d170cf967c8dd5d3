import { currencyDecimals } from '@concordat/sdk/currencies.ts'

/**
 * An amount as rows and answers write it, with all decimals of the currency.
 * @param amount In the currency's minor unit.
 */
export function amountText(amount: bigint, currency: string): string {
  const decimals = currencyDecimals(currency)
  const digits = amount.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
