import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import type { RowView } from '@concordat/sdk/views.ts'
import { parseUnits } from 'viem'
import { processorIn } from './queries.ts'

const amountIn = ({ data }: RowView) => parseUnits(data.amount ?? '0', currencyDecimals(data.currency ?? ''))

/** What has not gone back of each payment at a processor's card account, by its id, in the currency's minor unit. */
export function leftOfPayments(bills: RowView[]): Map<string, bigint> {
  const left = new Map<string, bigint>()
  for (const row of bills)
    if (row.kind === 'payment' && processorIn(row.data.processor)?.rail === 'stripe') left.set(row.id, amountIn(row))
  for (const row of bills) {
    const before = left.get(row.data.original ?? '')
    if (before === undefined || (row.kind !== 'refund' && row.kind !== 'dispute')) continue
    // A dispute's second record says that it was won; a refund after it would go beyond the payment all the same.
    if (row.round === 0) left.set(row.data.original ?? '', before - amountIn(row))
  }
  return left
}
