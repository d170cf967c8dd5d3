import { currencyDecimals } from '../../currencies.ts'
import { ConcordatError } from '../../errors/concordatError.ts'

const currencies = new Set([...Intl.supportedValuesOf('currency'), 'XTS'])

/** Whether ISO 4217 has a currency of this code; XTS is its own for tests. */
export const isCurrency = (code: string): boolean => currencies.has(code)

/**
 * An amount as a bank writes it, in the currency's minor unit. Zeros behind the last decimal say nothing.
 * @param given Digits with at most one point.
 */
export function fromBankAmount(given: string, currency: string): bigint {
  if (!isCurrency(currency)) throw new ConcordatError('StatementCurrencyUnknown', { given: currency })
  const [whole = '', fraction = ''] = given.split('.')
  const decimals = currencyDecimals(currency)
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > decimals) throw new ConcordatError('AmountUnreadable', { given, decimals })
  return BigInt(whole + digits.padEnd(decimals, '0'))
}

/**
 * An amount as a bank reads it, with all decimals of the currency.
 * @param amount In the currency's minor unit.
 */
export function toBankAmount(amount: bigint, currency: string): string {
  const decimals = currencyDecimals(currency)
  const digits = amount.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
