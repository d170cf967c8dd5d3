import { parseAmount } from '../amounts.ts'
import { withheldOf } from '../payments/processor.ts'
import type { FeedRow } from './schema.ts'

/**
 * What a row adds to its month, in the currency's minor unit: what reached the agreement, less what went back; undefined for a
 * row that is no entry. A dispute that was won is a receipt of its own. What a reserve withheld is no entry when it is released.
 */
export function entryOf(row: FeedRow, decimals: number): bigint | undefined {
  if (row.kind === 'payment') {
    const amount = parseAmount(row.data.amount, decimals)
    return amount - withheldOf(amount, row.data.processor?.reserve)
  }
  if (row.kind === 'refund') return -parseAmount(row.data.amount, decimals)
  if (row.kind === 'dispute') return parseAmount(row.data.amount, decimals) * (row.round === 0 ? -1n : 1n)
  return undefined
}
