import type { RowView } from '@concordat/sdk/views.ts'

/** One day or month: net revenue in major units and metered quantity, both only for drawing and summing up. */
export type Slice = { key: string; revenue: number; quantity: number }

/** Sums rows by day (length 10) or month (length 7) of the business date; a later round replaces an earlier one. */
export function sliceRows(progress: RowView[], bills: RowView[], length: 7 | 10): Slice[] {
  const slices = new Map<string, Slice>()
  const at = (date: string) => {
    const key = date.slice(0, length)
    const slice = slices.get(key) ?? { key, revenue: 0, quantity: 0 }
    slices.set(key, slice)
    return slice
  }
  const latest = new Map<string, RowView>()
  for (const row of progress) {
    const before = latest.get(row.id)
    if (row.kind === 'meter' && (!before || before.round <= row.round)) latest.set(row.id, row)
  }
  for (const row of latest.values()) at(row.date).quantity += Number(row.data.quantity ?? 0)
  for (const row of bills) {
    if (row.kind === 'payment' || isWon(row)) at(row.date).revenue += Number(row.data.amount ?? 0)
    if (goesBack(row)) at(row.date).revenue -= Number(row.data.amount ?? 0)
  }
  return [...slices.values()].sort((left, right) => (left.key < right.key ? -1 : 1))
}

const isWon = ({ kind, round }: RowView) => kind === 'dispute' && round > 0

/** Whether a row states money that went back to its payer. */
export const goesBack = ({ kind, round }: RowView) => kind === 'refund' || (kind === 'dispute' && round === 0)

/** The unit of the metered quantities and the currency of the bills, as the rows name them. */
export function unitsOf(progress: RowView[], bills: RowView[]): { unit: string; currency: string } {
  return {
    unit: progress.find(row => row.data.unit)?.data.unit ?? '',
    currency: bills.find(row => row.data.currency)?.data.currency ?? '',
  }
}
