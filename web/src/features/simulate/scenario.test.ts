import { describe, expect, test } from 'vitest'
import { readBills } from './readBills.ts'
import { readRows, readSigned, rowsOf } from './scenario.ts'

describe('rowsOf', () => {
  test('default: grows from month to month and reads back', () => {
    const rows = rowsOf({ months: 3, revenue: 10_000n, quantities: [0n, 2_500n], growth: 10 }, 2, [0, 3])
    expect(rows.map(row => row.revenue)).toEqual(['100', '110', '121'])
    expect(readRows(rows, 2, [0, 3], 'en')).toEqual({
      revenue: [10_000n, 11_000n, 12_100n],
      quantities: [
        [0n, 2_500n],
        [0n, 2_750n],
        [0n, 3_025n],
      ],
    })
  })

  test('behavior: a cell that cannot be read stops the calculation', () => {
    expect(readRows([{ revenue: '12x', quantities: [] }], 2, [], 'en')).toBeNull()
    expect(readSigned('-12.50', 2, 'en')).toBe(-1_250n)
  })
})

describe('readBills', () => {
  const head = 'recordedAt,date,kind,id,original,amount,currency,payer\n'

  test('default: receipts less refunds per month, with empty months between', () => {
    const text = `\uFEFF${head}x,2025-11-30,payment,1,,100.50,XTS,a\nx,2026-01-02,payment,2,,30,XTS,a\nx,2026-01-03,refund,3,2,40.25,XTS,\n`
    expect(readBills(text, 2)).toEqual(['100.5', '0', '-10.25'])
  })

  test('error: FileNotCsv', () => {
    expect(() => readBills('hello', 2)).toThrow(expect.objectContaining({ code: 'FileNotCsv' }))
    expect(() => readBills(head, 2)).toThrow(expect.objectContaining({ code: 'FileNotCsv' }))
  })

  test('error: RowUnreadable', () => {
    expect(() => readBills(`${head}x,30.11.2025,payment,1,,1,XTS,a`, 2)).toThrow(
      expect.objectContaining({ code: 'RowUnreadable' }),
    )
  })
})
