import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import { type Address, isAddressEqual } from 'viem'
import type { Standing } from './find.ts'

const known = new Map<string, bigint>()

/** Whether Payments issues the agreement's units. */
export function isIssuedBy({ terms }: Standing, payments: Address): boolean {
  const { series, issuer } = splitLedgerId(terms.money.asset)
  return series !== 0n && isAddressEqual(issuer, payments)
}

/** Whether the agreement's units stand for its business's receipts in the currency. */
export function isCurrencyOf({ terms }: Standing, currency: string, payments: Address): boolean {
  const { quorum, business } = terms.rules
  const name = `${quorum} ${business} ${currency} ${payments}`
  let unit = known.get(name)
  if (unit === undefined) {
    unit = idOf(currency, { quorum, business, payments })
    if (known.size < 10_000) known.set(name, unit)
  }
  return unit === terms.money.asset
}

/** The Ledger id of the unit; 0, which no issued unit has, for a text that is no currency. */
function idOf(currency: string, origin: Parameters<typeof currencyUnit>[1]): bigint {
  try {
    return currencyUnit(currency, origin).id
  } catch {
    return 0n
  }
}
