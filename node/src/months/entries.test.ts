import { withheldOf } from '@concordat/sdk/payments/processor.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import { monthCloseOf } from '@concordat/sdk/rows/close.ts'
import { entryOf } from '@concordat/sdk/rows/entries.ts'
import type { FeedRow, RowInput } from '@concordat/sdk/rows/schema.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delivered } from '../../test/context.ts'
import { close, dispute, paidAt, payment, refund } from '../../test/feed.ts'
import { account, context } from '../../test/records.ts'
import { firstMonth } from '../../test/terms.ts'
import type { RowOf } from '../rows/context.ts'
import { closeIn, decideMonth, type Tally } from './decide.ts'

const offset = 480
const reserved = { ...account, reserve: { rateBps: 777, duration: 86_400 } }
const { standing, contracts } = context
const months = ['2025-01', '2025-02', '2025-03']

/** What happens to a payment, each in its month; in cents. */
const story = fc.record({
  paid: fc.integer({ min: 1, max: 10 ** 6 }),
  back: fc.constantFrom('none', 'refund', 'lost', 'won'),
  part: fc.integer({ min: 1, max: 100 }),
  at: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map(at => at.sort((a, b) => a - b)),
  hasReserve: fc.boolean(),
})
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never
type Entry = { month: number; row: RowInput; amount: bigint }

const text = (cents: number) => (cents / 100).toFixed(2)
const dateIn = (month: number) => `${months[month]}-15`

/** The rows that the business writes, and what the contracts book of each. */
function entriesOf({ paid, back, part, at, hasReserve }: Story, i: number): Entry[] {
  const id = `pi_${i}`
  const own = hasReserve ? reserved : account
  const size = Math.ceil((paid * part) / 100)
  const [first = 0, second = 0, third = 0] = at
  // As the contract rounds: what reaches the payee, then what is taken back and given again in full.
  const delivered = BigInt(paid) - (hasReserve ? (BigInt(paid) * 777n) / 10_000n : 0n)
  const entries = [{ month: first, row: paidAt(payment(id, text(paid), dateIn(first)), own), amount: delivered }]
  if (back === 'refund')
    entries.push({
      month: second,
      row: paidAt(refund(`re_${i}`, id, text(size), dateIn(second)), own),
      amount: -BigInt(size),
    })
  if (back === 'lost' || back === 'won') {
    const row = dispute(`dp_${i}`, id, text(size), own)
    entries.push({ month: second, row: { ...row, date: dateIn(second) }, amount: -BigInt(size) })
    if (back === 'won')
      entries.push({ month: third, row: { ...row, round: 1, date: dateIn(third) }, amount: BigInt(size) })
  }
  return entries
}

const tally = (rows: FeedRow[]): Tally => {
  const entries = rows.flatMap(row => entryOf(row, 2) ?? [])
  return { entries: entries.length, sum: entries.reduce((sum, entry) => sum + entry, 0n) }
}

describe('months with refunds, disputes and reserves', () => {
  test('property: the closes state what the contracts book, month by month, and together what is left', () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 15 }), stories => {
        const entries = stories.flatMap(entriesOf).sort((a, b) => a.month - b.month)
        const rows: FeedRow[] = []
        let total = 0n
        for (const [i, month] of months.entries()) {
          const own = entries.filter(entry => entry.month === i)
          for (const { row } of own)
            rows.push(delivered(row, rows.length + 1, assignBookedAt(row.date, offset)) as FeedRow)
          const given = delivered(close(month), rows.length + 1, 0) as RowOf<'close'>
          given.data = monthCloseOf({ agreement: standing.terms, decimals: 2, month, rows })
          const ofMonth = rows.filter(row => monthOf(row.bookedAt, offset) === firstMonth + i)
          const decision = decideMonth(given, {
            standing: { ...standing, openMonth: firstMonth + i },
            contracts,
            terms: standing.terms,
            decimals: 2,
            rows: ofMonth,
            delivered: rows,
            upToMonth: tally(rows),
            bookedBefore: tally(rows.filter(row => !ofMonth.includes(row))),
          })
          if (decision.status !== 'fact') throw new Error(JSON.stringify(decision))
          const booked = own.reduce((sum, { amount }) => sum + amount, 0n)
          expect(closeIn(decision.payload as never)).toMatchObject({ entries: own.length, sum: booked })
          total += booked
        }
        const left = stories.reduce((sum, { paid, back, part, hasReserve }) => {
          const lost = back === 'refund' || back === 'lost' ? Math.ceil((paid * part) / 100) : 0
          const withheld = withheldOf(BigInt(paid), hasReserve ? reserved.reserve : undefined)
          return sum + BigInt(paid - lost) - withheld
        }, 0n)
        expect(total).toBe(left)
      }),
    )
  })
})
