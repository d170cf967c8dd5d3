import { parseUnits } from 'viem'
import { meterId } from '../ids.ts'
import { monthOf, parseMonth } from '../splits/months.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { observedAtOf } from './booking.ts'
import { entryOf } from './entries.ts'
import { rowsRoot } from './merkle.ts'
import type { CloseData, FeedRow } from './schema.ts'

/** Meters are read to a thousandth of their unit. */
export const METER_DECIMALS = 3

export type MonthCloseParameters = {
  agreement: Agreement
  /** Decimals of the agreement's currency. */
  decimals: number
  /** "2025-11" */
  month: string
  /** Every row of the agreement that the business system delivered before the close, by position. */
  rows: FeedRow[]
}

/** What a month's close states, computed from the rows alone: whoever has the rows gets the same. */
export function monthCloseOf({ agreement, decimals, month, rows }: MonthCloseParameters): CloseData {
  const offset = agreement.rules.period.utcOffsetMinutes
  const number = parseMonth(month)
  let entries = 0
  let sum = 0n
  const days = new Map<string, { meter: string; quantity: bigint }>()
  for (const row of rows) {
    const entry = entryOf(row, decimals)
    if (entry !== undefined && monthOf(row.bookedAt, offset) === number) {
      entries += 1
      sum += entry
    }
    // A later round of the same day stands at a later position and replaces the earlier one.
    if (row.kind === 'meter' && isMetered(row.date, number, agreement))
      days.set(row.id, { meter: row.data.meter, quantity: parseUnits(row.data.quantity, METER_DECIMALS) })
  }
  const quantities: Record<string, bigint> = {}
  for (const { meter, quantity } of days.values()) quantities[meter] = (quantities[meter] ?? 0n) + quantity
  const texts = Object.entries(quantities).map(([meter, quantity]) => [meter, quantity.toString()])
  return { month, entries, sum: sum.toString(), quantities: Object.fromEntries(texts) }
}

function isMetered(date: string, month: number, { rules: { period } }: Agreement): boolean {
  const metered = monthOf(observedAtOf(date, period.utcOffsetMinutes), period.utcOffsetMinutes)
  return metered >= period.firstMonth && metered <= month
}

/** The close as the contract takes it. `rows` are those delivered since the close before. */
export function toMonthClose(agreement: Agreement, close: CloseData, rows: FeedRow[]) {
  const byMeter = new Map(Object.entries(close.quantities).map(([name, quantity]) => [meterId(name), BigInt(quantity)]))
  return {
    month: parseMonth(close.month),
    quantities: agreement.rules.monthly.map(({ meter }) => byMeter.get(meter) ?? 0n),
    entries: close.entries,
    sum: BigInt(close.sum),
    rows: rowsRoot(rows),
  }
}
