import type { BillLine, ProgressLine, RowInput } from './schema.ts'

/** The record behind a line of `progress.csv`. A meter has one record per day, a later round replaces it. */
export function rowOfProgress(line: ProgressLine): RowInput {
  const { recordedAt, date, round, reference } = line
  const base = { recordedAt, date, round }
  if (line.kind === 'meter') {
    const data = { meter: reference, quantity: line.value, unit: line.unit }
    return { ...base, kind: 'meter', id: `${reference}/${date}`, data }
  }
  if (line.kind === 'milestone')
    return { ...base, kind: 'milestone', id: reference, data: { milestone: reference, value: '1' } }
  return { ...base, kind: 'close', id: reference, data: { month: reference } }
}

/** The record behind a line of `bills.csv`. */
export function rowOfBill(line: BillLine): RowInput {
  const { recordedAt, date, id, amount, currency } = line
  const base = { recordedAt, date, id, round: 0 }
  return line.kind === 'payment'
    ? { ...base, kind: 'payment', data: { amount, currency, payer: line.payer } }
    : { ...base, kind: 'refund', data: { original: line.original, amount, currency } }
}

/** Both files in the order in which the business recorded them; lines of the same moment keep their order. */
export function mergeRows(...files: RowInput[][]): RowInput[] {
  return files.flat().sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt))
}
