import type { Address, Hex } from 'viem'
import { ledgerId, seriesOf } from './ids.ts'
import { type ProcessorAccount, processorName } from './payments/processor.ts'

// ISO 4217 currencies whose minor unit is not a hundredth, as the Payments contract has them.
const decimalsOf = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([decimals, codes]) => codes.split(' ').map(code => [code, Number(decimals)] as const)),
)

/** How many decimals a currency's minor unit has; 2 for XTS, the currency of tests. */
export function currencyDecimals(currency: string): number {
  return decimalsOf.get(currency) ?? 2
}

export type CurrencyUnitParameters = {
  quorum: Hex
  business: Hex
  /** The account at a processor that receives the money; the business itself, on its own word, when left out. */
  processor?: ProcessorAccount | undefined
  payments: Address
}

/**
 * The unit in which a business's receipts of a currency are issued.
 * @returns The Ledger id and the decimals of the minor unit.
 */
export function currencyUnit(currency: string, { quorum, business, processor, payments }: CurrencyUnitParameters) {
  const name = processor ? processorName(processor) : business
  return { id: ledgerId(seriesOf(quorum, currency, name), payments), decimals: currencyDecimals(currency) }
}

/** The currency whose unit this is, by the nodes and the business it is named by; null for tokens and units of others. */
export function currencyOfUnit(id: bigint, issued: { quorum: Hex; business: Hex; payments: Address }): string | null {
  // XTS, the code of tests, is in no list of currencies in use.
  const codes = ['XTS', ...Intl.supportedValuesOf('currency')]
  return codes.find(code => currencyUnit(code, issued).id === id) ?? null
}
