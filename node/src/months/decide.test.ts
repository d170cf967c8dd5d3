import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import { monthCloseOf } from '@concordat/sdk/rows/close.ts'
import type { FeedRow, RowInput } from '@concordat/sdk/rows/schema.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreement, contracts, delivered, standing } from '../../test/context.ts'
import { close, meter, payment, refund } from '../../test/feed.ts'
import { firstMonth } from '../../test/terms.ts'
import type { RowOf } from '../rows/context.ts'
import { closeIn, decideMonth, type MonthContext, type Tally } from './decide.ts'

const offset = 480
const textOf = (month: number) => `${1970 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
const none: Tally = { entries: 0, sum: 0n }
const isBill = (row: FeedRow) => row.kind === 'payment' || row.kind === 'refund'
const amountOf = (row: FeedRow) =>
  isBill(row) && 'amount' in row.data
    ? BigInt(row.data.amount.replace('.', '')) * (row.kind === 'payment' ? 1n : -1n)
    : 0n
const tally = (rows: FeedRow[]): Tally => ({
  entries: rows.length,
  sum: rows.reduce((sum, row) => sum + amountOf(row), 0n),
})

/** The business system: numbers, books and closes as the intake does. */
function deliver(inputs: RowInput[]): FeedRow[] {
  const rows: FeedRow[] = []
  let last: number | undefined
  for (const input of inputs) {
    const row = delivered(input, rows.length + 1, assignBookedAt(input.date, offset, last)) as FeedRow
    if (row.kind === 'close') {
      const month = row.data.month
      row.data = monthCloseOf({ agreement, decimals: currencyDecimals('XTS'), month, rows })
      last = Math.max(last ?? 0, Number(month.slice(0, 4)) * 12 - 1970 * 12 + Number(month.slice(5)) - 1)
    }
    rows.push(row)
  }
  return rows
}

function contextOf(rows: FeedRow[], row: RowOf<'close'>, openMonth: number, bookedBefore: Tally): MonthContext {
  const before = rows.filter(({ seq }) => seq < row.seq)
  const month = Number(row.data.month.slice(0, 4)) * 12 - 1970 * 12 + Number(row.data.month.slice(5)) - 1
  const bills = before.filter(isBill)
  return {
    standing: { ...standing, openMonth },
    contracts,
    terms: agreement,
    decimals: 2,
    rows: before.filter(row => row.kind === 'meter' || (isBill(row) && monthOf(row.bookedAt, offset) === month)),
    delivered: before,
    upToMonth: tally(bills.filter(bill => monthOf(bill.bookedAt, offset) <= month)),
    bookedBefore,
  }
}

const rows = deliver([
  payment('p1', '10.00'),
  meter('2025-01-03', '2.500'),
  refund('r1', 'p1', '1.00'),
  close('2025-01'),
])
const row = rows[3] as RowOf<'close'>
const decide = (change: Partial<MonthContext> = {}, changed: Partial<RowOf<'close'>> = {}) =>
  decideMonth({ ...row, ...changed }, { ...contextOf(rows, row, firstMonth, none), ...change })

describe(decideMonth, () => {
  test('default', () => {
    const decision = decide()
    if (decision.status !== 'fact') throw new Error(decision.status)
    const { rows: _, ...close } = closeIn(decision.payload as never)
    expect(close).toEqual({ month: firstMonth, quantities: [2_500n], entries: 2, sum: 900n })
  })

  test('behavior: waits for its turn', () => {
    expect(decide({ standing: { ...standing, openMonth: firstMonth - 1 } })).toMatchObject({ status: 'wait' })
  })

  test('error: CloseDiffers', () => {
    for (const data of [{ entries: 3 }, { sum: '901' }, { quantities: { energy: '2501' } }, { quantities: {} }]) {
      const decision = decide({}, { data: { ...row.data, ...data } })
      expect(decision).toMatchObject({ status: 'dissent', code: 'CloseDiffers' })
      if (decision.status === 'dissent') expect(decision.message).toContain('"entries":2')
    }
  })
  test('error: NoPeriod', () =>
    expect(decide({ standing: { ...standing, openMonth: null } })).toMatchObject({ code: 'NoPeriod' }))
  test('error: MonthUnreadable', () =>
    expect(decide({}, { data: { ...row.data, month: '2025-13' } })).toMatchObject({ code: 'MonthUnreadable' }))
  test('error: AnotherBusiness', () =>
    expect(decide({}, { business: standing.root })).toMatchObject({ code: 'AnotherBusiness' }))

  const bill = fc.record({
    month: fc.integer({ min: -1, max: 3 }),
    day: fc.integer({ min: 1, max: 28 }),
    cents: fc.integer({ min: 1, max: 9_999 }),
  })
  const step = fc.oneof({ weight: 5, arbitrary: bill }, { weight: 1, arbitrary: fc.constant('close' as const) })

  test('property: the fact counts what the chain has booked, in whatever order and with any months closed by default', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.infiniteStream(fc.boolean()), (steps, coins) => {
        const flip = () => coins.next().value as boolean
        let closing = firstMonth
        const inputs = steps.map((step, i): RowInput => {
          if (step === 'close') return close(textOf(closing++))
          const date = `${textOf(firstMonth + step.month)}-${String(step.day).padStart(2, '0')}`
          return payment(`p${i}`, (step.cents / 100).toFixed(2), date)
        })
        const rows = deliver(inputs)

        // The chain books the bills in any order and may close months by default at any moment.
        const booked = new Map<number, Tally>()
        let openMonth = firstMonth
        let waiting = rows.filter(isBill)
        const book = (bill: FeedRow) => {
          const month = Math.max(monthOf(bill.bookedAt, offset), openMonth)
          const { entries, sum } = booked.get(month) ?? none
          booked.set(month, { entries: entries + 1, sum: sum + amountOf(bill) })
          waiting = waiting.filter(other => other !== bill)
        }
        for (const row of rows.filter(row => row.kind === 'close') as RowOf<'close'>[]) {
          for (const bill of flip() ? waiting.toReversed() : waiting) if (flip()) book(bill)
          while (openMonth < Number(row.data.month.slice(5)) - 1 + firstMonth) openMonth++
          if (flip() && flip()) openMonth++
          const month = Number(row.data.month.slice(5)) - 1 + firstMonth
          const before = [...booked].filter(([number]) => number < month).map(([, tally]) => tally)
          const bookedBefore = {
            entries: before.reduce((count, { entries }) => count + entries, 0),
            sum: before.reduce((sum, tally) => sum + tally.sum, 0n),
          }
          const decision = decideMonth(row, contextOf(rows, row, openMonth, bookedBefore))
          if (decision.status !== 'fact') throw new Error(`${decision.status} ${JSON.stringify(decision)}`)
          if (openMonth > month) continue
          for (const bill of waiting.filter(bill => bill.seq < row.seq && monthOf(bill.bookedAt, offset) <= month))
            book(bill)
          const { entries, sum } = closeIn(decision.payload as never)
          expect({ entries, sum }).toEqual(booked.get(month) ?? none)
          openMonth = month + 1
        }
      }),
      { numRuns: 300 },
    )
  })
})
