import { seriesOf, splitLedgerId } from '@concordat/sdk/ids.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { AttachedAgreement } from './find.ts'

/**
 * Whether the agreement shares units of the currency. Before the first payment nobody has told the chain what the unit is
 * called, but its series is a hash of the currency's code and the processor account, which is the business itself where none is named.
 */
export function takesCurrency(
  { terms, symbol }: AttachedAgreement,
  currency: string,
  processor?: ProcessorAccount,
): boolean {
  const { series } = splitLedgerId(terms.money.asset)
  const account = processor ? processorName(processor) : terms.rules.business
  return symbol === currency || seriesOf(terms.rules.quorum, currency, account) === series
}
