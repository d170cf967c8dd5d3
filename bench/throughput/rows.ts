import { readFileSync } from 'node:fs'
import { rowOfBill } from '@concordat/sdk/rows/fromCsv.ts'
import { BillLine, type RowInput } from '@concordat/sdk/rows/schema.ts'
import Papa from 'papaparse'

/** The payments of examples/charging-site. */
export function readPayments(): (RowInput & { kind: 'payment' })[] {
  const url = new URL('../../examples/charging-site/bills.csv', import.meta.url)
  const { data } = Papa.parse<Record<string, string>>(readFileSync(url, 'utf8'), { header: true, skipEmptyLines: true })
  const rows = data.map(line => rowOfBill(BillLine.parse(line)))
  return rows.filter(row => row.kind === 'payment')
}
