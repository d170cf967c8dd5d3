import { describe, expect, test } from 'vitest'
import { parseAmount } from '../amounts.ts'
import { meterId } from '../ids.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { assignBookedAt } from './booking.ts'
import { monthCloseOf, toMonthClose } from './close.ts'
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
