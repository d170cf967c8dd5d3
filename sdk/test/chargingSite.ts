import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { parseAmount } from '../src/amounts.ts'
import { ledgerId, ZERO_HASH } from '../src/ids.ts'
import { assignBookedAt } from '../src/rows/booking.ts'
import { monthCloseOf, toMonthClose } from '../src/rows/close.ts'
import { mergeRows, rowOfBill, rowOfProgress } from '../src/rows/fromCsv.ts'
import { BillLine, type FeedRow, ProgressLine, type RowInput } from '../src/rows/schema.ts'
import type { FoldState } from '../src/splits/fold/types.ts'
import { apply, createFold } from '../src/splits/fold.ts'
import { parseMonth } from '../src/splits/months.ts'
import type { TermsContext } from '../src/splits/terms/context.ts'
import { parseTerms } from '../src/splits/terms/parse.ts'
import { partyAccount } from './agreements.ts'

const folder = fileURLToPath(new URL('../../examples/charging-site/', import.meta.url))

/** A file of the example. */
export const readExample = (name: string) => readFileSync(`${folder}${name}`, 'utf8')

/** The example's terms file. */
export const termsFile = () => JSON.parse(readExample('terms.json'))

/** What the development stack fills into the terms. */
export const termsContext: TermsContext = {
  now: 1_790_000_000,
  accounts: Object.fromEntries(
    ['Investor', 'Builder', 'Operator', 'Site user'].map((name, index) => [name, partyAccount(index)]),
  ),
  businesses: { default: `0x${'22'.repeat(32)}` },
  quorums: { default: `0x${'11'.repeat(32)}`, arbiters: `0x${'12'.repeat(32)}` },
  currencies: { XTS: { id: ledgerId(5n, partyAccount(9)), decimals: 2 } },
  salt: ZERO_HASH,
}

/** Every record of the example in the order of recording, repetitions included. */
export function readRows(): RowInput[] {
  const read = (name: string) => parse(readExample(name), { columns: true }) as unknown[]
  const progress = read('progress.csv').map(line => rowOfProgress(ProgressLine.parse(line)))
  return mergeRows(
    progress,
    read('bills.csv').map(line => rowOfBill(BillLine.parse(line))),
  )
}

/** Plays the year through the fold, as the business system, the nodes and the contract do together. */
export function playYear(): { state: FoldState; accepted: RowInput[]; closes: ReturnType<typeof toMonthClose>[] } {
  const { agreement } = parseTerms(termsFile(), termsContext)
  const offset = agreement.rules.period.utcOffsetMinutes
  const seen = new Set<string>()
  const delivered: FeedRow[] = []
  const closes: ReturnType<typeof toMonthClose>[] = []
  let lastClosed: number | undefined
  let state = createFold(agreement)

  for (const row of readRows()) {
    const key = `${row.kind} ${row.id} ${row.round}`
    if (seen.has(key)) continue
    seen.add(key)
    const bookedAt = assignBookedAt(row.date, offset, lastClosed)
    if (row.kind === 'payment' || row.kind === 'refund') {
      const amount = parseAmount(row.data.amount, 2)
      state = apply(state, { type: row.kind === 'payment' ? 'receipt' : 'refund', amount, bookedAt })
    }
    if (row.kind === 'milestone') state = apply(state, { type: 'unlock', clause: 4 })
    if (row.kind === 'close') {
      const data = monthCloseOf({ agreement, decimals: 2, month: row.data.month, rows: delivered })
      const statement = toMonthClose(agreement, data, delivered)
      closes.push(statement)
      state = apply(state, { type: 'close', ...statement })
      lastClosed = parseMonth(row.data.month)
    }
    delivered.push({ ...row, bookedAt } as FeedRow)
  }
  return { state: apply(state, { type: 'settle' }), accepted: delivered, closes }
}
