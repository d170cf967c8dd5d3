import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { keccak256, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { buildAgreement } from '../../test/indexer.ts'
import { type Books, bookRow } from './books.ts'

const business = keccak256(stringToHex('business'))
const view = buildAgreement(business, keccak256(stringToHex('quorum')))

function books(closeAfter = 86_400, lastClosed?: number): Books {
  const terms = decodeTerms(view.terms)
  const rules = { ...terms.rules, period: { ...terms.rules.period, closeAfter } }
  return {
    agreement: { root: view.root, terms: { ...terms, rules }, symbol: null },
    lastClosed,
    payments: new Map(),
    disputes: new Map(),
  }
}

const base = { recordedAt: '2026-03-01T00:00:00Z', round: 0 }
const closeOf = (month: string): RowInput => ({
  ...base,
  kind: 'close',
  id: month,
  date: '2026-03-01',
  data: { month },
})
const payment = (date: string): RowInput => {
  const data = { amount: '1.50', currency: 'XTS', payer: 'x' }
  return { ...base, kind: 'payment', id: 'p1', date, data }
}

describe('bookRow', () => {
  test('default', () => {
    // 5 November at UTC+8 begins on the 4th at 16:00 UTC.
    const bookedAt = Date.UTC(2025, 10, 4, 16) / 1000
    expect(bookRow(books(), payment('2025-11-05'))).toEqual({ bookedAt, month: 670, amount: 150n })
  })

  test('behavior: a date in a closed month counts from the first second of the next', () => {
    const bookedAt = Date.UTC(2025, 10, 30, 16) / 1000
    expect(bookRow(books(86_400, 670), payment('2025-11-05'))).toEqual({ bookedAt, month: 671, amount: 150n })
  })

  test('behavior: months close one after the other, from the first of the terms', () => {
    const state = books()
    for (const month of ['2025-11', '2025-12', '2026-01']) bookRow(state, closeOf(month))
    expect(state.lastClosed).toBe(672)
  })

  test('error: NoPeriod', () => {
    expect(() => bookRow(books(0), closeOf('2025-11'))).toThrow(expect.objectContaining({ code: 'NoPeriod' }))
  })
})
