import { seriesOf, splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AttachedAgreement } from './find.ts'

// ISO 4217 currencies whose minor unit is not a hundredth, as the Payments contract has them.
const decimalsOf = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([decimals, codes]) => codes.split(' ').map(code => [code, Number(decimals)] as const)),
)

/** How many decimals the currency's minor unit has. */
export function currencyDecimals(currency: string): number {
  return decimalsOf.get(currency) ?? 2
}

/**
 * Whether the agreement shares units of the currency. Before the first payment nobody has told the chain what the unit is
 * called, but its series is a hash of the currency's code and the processor account, which is the business's own.
 */
export function takesCurrency({ terms, symbol }: AttachedAgreement, currency: string): boolean {
  const { series } = splitLedgerId(terms.money.asset)
  return symbol === currency || seriesOf(terms.rules.quorum, currency, terms.rules.business) === series
}
