import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAmount } from '../amounts.ts'
import { meterId } from '../ids.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { assignBookedAt, dateOf } from './booking.ts'
import { monthCloseOf, toMonthClose } from './close.ts'
import { entryOf } from './entries.ts'
import { mergeRows, rowOfBill, rowOfProgress } from './fromCsv.ts'
import { rowProof, rowsRoot } from './merkle.ts'
import { BillLine, FeedRow, ProgressLine, type RowInput } from './schema.ts'
import { businessIdOf, createBusinessKey, signRow, verifyRow } from './sign.ts'

const key = createBusinessKey()
const agreement = {
  rules: { period: { firstMonth: 670, utcOffsetMinutes: 480, closeAfter: 1 }, monthly: [{ meter: meterId('ac') }] },
} as unknown as Agreement

function deliver(inputs: RowInput[], lastClosed?: number): FeedRow[] {
  return inputs.map((input, i) =>
    signRow(
      {
        ...input,
        seq: i + 1,
        business: businessIdOf(key.publicKey),
        agreement: `0x${'11'.repeat(32)}`,
        bookedAt: assignBookedAt(input.date, 480, lastClosed),
        publicKey: key.publicKey,
      } as never,
      key.privateKey,
    ),
  )
}

const bill = (line: Partial<Record<string, string>>) =>
  rowOfBill(
    BillLine.parse({
      recordedAt: '2025-11-02T08:00:00Z',
      date: '2025-11-01',
      kind: 'payment',
      id: 'p1',
      original: '',
      amount: '12.34',
      currency: 'XTS',
      payer: 'card 1',
      ...line,
    }),
  )
const meter = (line: Partial<Record<string, string>>) =>
  rowOfProgress(
    ProgressLine.parse({
      recordedAt: '2025-11-02T08:00:00Z',
      date: '2025-11-01',
      kind: 'meter',
      reference: 'ac',
      round: '0',
      value: '10.5',
      unit: 'kWh',
      ...line,
    }),
  )

describe('signRow', () => {
  test('default', () => {
    const [row] = deliver([bill({})])
    expect(FeedRow.parse(row)).toEqual(row)
    expect(() => verifyRow(row as FeedRow)).not.toThrow()
  })

  test('error: RowSignature for changed content, a stranger key and another business', () => {
    const [row] = deliver([bill({})]) as [FeedRow]
    const stranger = createBusinessKey()
    const forged = signRow({ ...row, publicKey: stranger.publicKey } as never, stranger.privateKey)
    for (const bad of [{ ...row, bookedAt: row.bookedAt + 1 }, forged, { ...row, publicKey: 'AAAA' }])
      expect(() => verifyRow(bad as FeedRow)).toThrow(expect.objectContaining({ code: 'RowSignature' }))
  })
})

describe('assignBookedAt', () => {
  test('default', () => {
    expect(assignBookedAt('2025-11-01', 480)).toBe(Date.UTC(2025, 9, 31, 16) / 1_000)
  })

  test('behavior: a row of a closed month counts at the beginning of the next', () => {
    expect(assignBookedAt('2025-11-30', 0, 670)).toBe(Date.UTC(2025, 11, 1) / 1_000)
    expect(assignBookedAt('2025-12-05', 0, 670)).toBe(Date.UTC(2025, 11, 5) / 1_000)
  })
})

describe('dateOf', () => {
  test('behavior: a day begins where the terms say, and begins when it is booked', () => {
    const begins = assignBookedAt('2025-11-01', 480)
    expect([begins - 1, begins, begins + 86_399].map(at => dateOf(at, 480))).toEqual([
      '2025-10-31',
      '2025-11-01',
      '2025-11-01',
    ])
  })
})

describe('monthCloseOf', () => {
  test('default', () => {
    const rows = deliver([
      bill({}),
      bill({ kind: 'refund', id: 'r1', original: 'p1', amount: '2.34', payer: '' }),
      bill({ id: 'p2', date: '2025-12-01', amount: '100' }),
      meter({}),
      meter({ date: '2025-11-02', value: '1.001' }),
      meter({ round: '1', value: '9.5' }),
      meter({ date: '2025-12-01' }),
      meter({ date: '2025-10-31' }),
    ])
    const close = monthCloseOf({ agreement, decimals: 2, month: '2025-11', rows })
    expect(close).toEqual({ month: '2025-11', entries: 2, sum: '1000', quantities: { ac: '10501' } })
    expect(toMonthClose(agreement, close, rows)).toMatchObject({
      month: 670,
      quantities: [10_501n],
      entries: 2,
      sum: 1_000n,
    })
  })
})

describe('rowsRoot', () => {
  test('behavior: order does not matter, content does', () => {
    const rows = deliver([bill({}), bill({ id: 'p2' }), bill({ id: 'p3' })])
    expect(rowsRoot([...rows].reverse())).toBe(rowsRoot(rows))
    expect(rowsRoot(rows.slice(1))).not.toBe(rowsRoot(rows))
    expect(rowProof(rows, rows[0] as FeedRow).length).toBeGreaterThan(0)
  })
})

describe('mergeRows', () => {
  test('default', () => {
    const late = bill({ recordedAt: '2025-11-03T00:00:00+01:00', id: 'b' })
    const early = meter({ recordedAt: '2025-11-02T22:00:00Z' })
    expect(mergeRows([late], [early]).map(row => row.kind)).toEqual(['meter', 'payment'])
  })
})

describe('parseAmount', () => {
  test('default', () => {
    expect(parseAmount('1,500.05', 2)).toBe(150_005n)
    expect(parseAmount('0', 2)).toBe(0n)
  })

  test('error: AmountUnreadable', () => {
    for (const given of ['1.234', '-1', '1,50', '', 'ten', '1e3', '.5'])
      expect(() => parseAmount(given, 2)).toThrow(expect.objectContaining({ code: 'AmountUnreadable' }))
  })
})

describe('entryOf', () => {
  const processor = { rail: 'stripe', account: 'acct_1' } as const
  const reserve = { rateBps: 333, duration: 86_400 }
  const rowOf = (kind: 'payment' | 'refund' | 'dispute', cents: number, round: number, withheld: boolean): RowInput => {
    const amount = (cents / 100).toFixed(2)
    const base = { recordedAt: '2025-11-02T08:00:00Z', date: '2025-11-01', round, id: `${kind} ${cents} ${round}` }
    const data = { amount, currency: 'XTS', processor: withheld ? { ...processor, reserve } : processor }
    if (kind === 'payment') return { ...base, kind, data: { ...data, payer: 'card 1' } }
    return { ...base, kind, data: { ...data, original: 'p' } }
  }

  test('property: a month counts what reached the agreement less what went back, a won dispute as a receipt', () => {
    const bill = fc.record({
      kind: fc.constantFrom('payment', 'refund', 'dispute'),
      cents: fc.integer({ min: 1, max: 10 ** 9 }),
      round: fc.integer({ min: 0, max: 1 }),
      withheld: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(bill, { maxLength: 20 }), bills => {
        const inputs = bills.map(({ kind, cents, round, withheld }) =>
          rowOf(kind, cents, kind === 'dispute' ? round : 0, withheld),
        )
        let sum = 0
        for (const { kind, cents, round, withheld } of bills) {
          if (kind === 'payment') sum += cents - (withheld ? Math.floor((cents * 333) / 10_000) : 0)
          else sum += kind === 'dispute' && round === 1 ? cents : -cents
        }
        const close = monthCloseOf({ agreement, decimals: 2, month: '2025-11', rows: deliver(inputs) })
        expect(close).toMatchObject({ entries: bills.length, sum: String(sum) })
      }),
    )
  })

  test('behavior: a payout is no entry', () => {
    const hash = `0x${'11'.repeat(32)}` as const
    const [row] = deliver([
      {
        recordedAt: '2025-11-02T08:00:00Z',
        date: '2025-11-01',
        round: 1,
        id: 'po_1',
        kind: 'payout',
        data: {
          instruction: hash,
          sequence: 1,
          payoutAccount: hash,
          amount: '10.00',
          currency: 'XTS',
          state: 'paid',
          evidence: 'po_1',
          processor,
          particulars: { rail: 'bank', holder: 'Anna', account: 'DE89370400440532013000', salt: hash },
        },
      },
    ]) as [FeedRow]
    expect(FeedRow.parse(row)).toEqual(row)
    expect(entryOf(row, 2)).toBeUndefined()
  })
})
