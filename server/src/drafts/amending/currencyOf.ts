import { currencyUnit } from '@concordat/sdk/currencies.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Address } from 'viem'

/** The currency whose units terms share, by the business and the nodes they name; null for tokens and units of others. */
export function currencyOf({ money, rules }: Agreement, payments: Address): string | null {
  const { quorum, business } = rules
  // XTS, the code of tests, is in no list of currencies in use.
  const codes = ['XTS', ...Intl.supportedValuesOf('currency')]
  return codes.find(code => currencyUnit(code, { quorum, business, payments }).id === money.asset) ?? null
}
