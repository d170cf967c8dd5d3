import { seriesOf, splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AttachedAgreement } from './find.ts'

/**
 * Whether the agreement shares units of the currency. Before the first payment nobody has told the chain what the unit is
 * called, but its series is a hash of the currency's code and the processor account, which is the business's own.
 */
export function takesCurrency({ terms, symbol }: AttachedAgreement, currency: string): boolean {
  const { series } = splitLedgerId(terms.money.asset)
  return symbol === currency || seriesOf(terms.rules.quorum, currency, terms.rules.business) === series
}
