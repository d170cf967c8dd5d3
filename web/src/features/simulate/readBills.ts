import { parseAmount } from '@concordat/sdk/amounts.ts'
import Papa from 'papaparse'
import { formatUnits } from 'viem'
import { ApiError } from '../../lib/api.ts'
import { longest } from './scenario.ts'

type Line = { date?: string; kind?: string; amount?: string }

/** Net revenue per month of a bills file, from its first to its last month, in major units. */
export function readBills(text: string, decimals: number): string[] {
  const { data, meta } = Papa.parse<Line>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true })
  if (!['date', 'kind', 'amount'].every(name => meta.fields?.includes(name))) {
    throw new ApiError(422, { code: 'FileNotCsv', message: meta.fields?.join(', ') ?? '' })
  }
  const months = new Map<number, bigint>()
  for (const { date = '', kind, amount = '' } of data) {
    const match = /^(\d{4})-(\d{2})-\d{2}$/.exec(date)
    if (!match) throw new ApiError(422, { code: 'RowUnreadable', message: date })
    const month = Number(match[1]) * 12 + Number(match[2]) - 1
    const value = parseAmount(amount, decimals)
    months.set(month, (months.get(month) ?? 0n) + (kind === 'refund' ? -value : value))
  }
  if (months.size === 0) throw new ApiError(422, { code: 'FileNotCsv', message: '' })
  const first = Math.min(...months.keys())
  const count = Math.min(longest, Math.max(...months.keys()) - first + 1)
  return Array.from({ length: count }, (_, index) => formatUnits(months.get(first + index) ?? 0n, decimals))
}
