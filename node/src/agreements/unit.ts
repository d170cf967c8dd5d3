import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Standing } from './find.ts'

const known = new Map<string, bigint>()

/** Whether Payments issues the agreement's units. */
export function isIssuedBy({ terms }: Standing, payments: Address): boolean {
  const { series, issuer } = splitLedgerId(terms.money.asset)
  return series !== 0n && isAddressEqual(issuer, payments)
}

/**
 * The quorum on whose word the agreement's units are issued for its business's receipts in the currency; null when they
 * are no such units. An amendment can name another quorum for closes and milestones, the units stay those of the first.
 */
export function quorumBehind({ terms, quorums }: Standing, currency: string, payments: Address): Hex | null {
  const { business } = terms.rules
  return quorums.find(quorum => idOf(currency, { quorum, business, payments }) === terms.money.asset) ?? null
}

/** The Ledger id of the unit; 0, which no issued unit has, for a text that is no currency. */
function idOf(currency: string, origin: { quorum: Hex; business: Hex; payments: Address }): bigint {
  const name = `${origin.quorum} ${origin.business} ${currency} ${origin.payments}`
  const before = known.get(name)
  if (before !== undefined) return before
  let id = 0n
  try {
    id = currencyUnit(currency, origin).id
  } catch {}
  if (known.size < 10_000) known.set(name, id)
  return id
}
