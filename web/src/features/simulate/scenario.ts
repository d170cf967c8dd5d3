import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { formatUnits } from 'viem'
import { parseAmount } from '../../lib/format.ts'

/** A month as it is typed: revenue in major units, one quantity per monthly clause in the meter's unit. */
export type Row = { revenue: string; quantities: string[] }

/** What a year is made of when it is not typed month by month. */
export type Assumptions = {
  months: number
  /** Revenue of the first month, in the asset's smallest unit. */
  revenue: bigint
  /** Quantity of the first month per monthly clause, in the meter's smallest unit. */
  quantities: bigint[]
  /** Growth from month to month, in percent. */
  growth: number
}

/** How many decimals each monthly clause's meter has. */
export type MeterDecimals = number[]

export const longest = 60

const grown = (first: bigint, growth: number, month: number) =>
  BigInt(Math.round(Number(first) * (1 + growth / 100) ** month))

/** Writes assumptions out month by month, ready to be edited. */
export function rowsOf(assumptions: Assumptions, decimals: number, meters: MeterDecimals): Row[] {
  return Array.from({ length: assumptions.months }, (_, month) => ({
    revenue: formatUnits(grown(assumptions.revenue, assumptions.growth, month), decimals),
    quantities: assumptions.quantities.map((quantity, clause) =>
      formatUnits(grown(quantity, assumptions.growth, month), meters[clause] ?? 0),
    ),
  }))
}

/** Months in smallest units. */
export type Read = { revenue: bigint[]; quantities: bigint[][] }

/** Reads an amount that may be negative: a month can bring more refunds than receipts. */
export function readSigned(text: string, decimals: number, locale: string): bigint | null {
  const negative = /^\s*[-−]/.test(text)
  const amount = parseAmount(text.replace(/^\s*[-−]/, ''), decimals, locale)
  return amount === null ? null : negative ? -amount : amount
}

/** Reads typed months; null when a cell cannot be read. */
export function readRows(rows: Row[], decimals: number, meters: MeterDecimals, locale: string): Read | null {
  const read: Read = { revenue: [], quantities: [] }
  for (const row of rows) {
    const revenue = readSigned(row.revenue, decimals, locale)
    const quantities = row.quantities.map((text, clause) => parseAmount(text, meters[clause] ?? 0, locale))
    if (revenue === null || quantities.some(quantity => quantity === null)) return null
    read.revenue.push(revenue)
    read.quantities.push(quantities.map(quantity => quantity ?? 0n))
  }
  return read
}

/** The monthly clauses that depend on a meter, by index. */
export const meteredClauses = (terms: Agreement) =>
  terms.rules.monthly.flatMap((clause, index) => (clause.perQuantity > 0n ? [index] : []))
