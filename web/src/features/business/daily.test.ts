import type { RowView } from '@concordat/sdk/views.ts'
import { expect, test } from 'vitest'
import { sliceRows } from './daily.ts'
import { readTable } from './readTable.ts'

const row = (part: Partial<RowView>): RowView => ({
  seq: 1,
  kind: 'meter',
  id: 'm/2026-01-01',
  round: 0,
  date: '2026-01-01',
  recordedAt: '',
  bookedAt: 0,
  data: {},
  ...part,
})

test('sliceRows: a correction replaces the reading, a refund lowers the revenue', () => {
  const progress = [row({ data: { quantity: '10' } }), row({ round: 1, data: { quantity: '12.5' } })]
  const bills = [
    row({ kind: 'payment', id: 'p', data: { amount: '30' } }),
    row({ kind: 'refund', id: 'r', date: '2026-01-02', data: { amount: '5' } }),
  ]
  expect(sliceRows(progress, bills, 10)).toEqual([
    { key: '2026-01-01', quantity: 12.5, revenue: 30 },
    { key: '2026-01-02', quantity: 0, revenue: -5 },
  ])
  expect(sliceRows(progress, bills, 7)).toEqual([{ key: '2026-01', quantity: 12.5, revenue: 25 }])
})

test('readTable: tells the tables apart by their header', () => {
  expect(readTable('\uFEFFrecordedAt,date,kind,reference,round,value,unit\n')).toBe('progress')
  expect(readTable('recordedAt,date,kind,id,original,amount,currency,payer')).toBe('bills')
  expect(() => readTable('hello')).toThrow(expect.objectContaining({ code: 'FileNotCsv' }))
})
