import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { businessIdOf, createBusinessKey, signRow } from '@concordat/sdk/rows/sign.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { root } from '../../test/context.ts'
import { payment } from '../../test/feed.ts'
import { checkRow, seqOf } from './check.ts'

const key = createBusinessKey()
const business = businessIdOf(key.publicKey)
const base = { seq: 1, business, agreement: root, bookedAt: 1_735_660_800, publicKey: key.publicKey }
const row = signRow({ ...payment('p1', '12.34'), ...base } as never, key.privateKey)
const codeOf = (given: unknown, seq = 1) => checkRow(given, business, seq).problem?.code ?? null

describe(checkRow, () => {
  test('default', () => {
    expect(checkRow(row, business, 1)).toEqual({ seq: 1, row, problem: null })
  })

  test('behavior: a row that carries more than the schema stays as it was signed', () => {
    const more = signRow({ ...row, note: 'signed too' } as never, key.privateKey)
    expect(checkRow(more, business, 1).row).toEqual(more)
  })

  test('error: RowSignature', () => {
    expect(codeOf({ ...row, data: { ...row.data, amount: '12.35' } })).toBe('RowSignature')
    expect(codeOf({ ...row, note: 'not signed' })).toBe('RowSignature')
    expect(codeOf(row, 2)).toBe('RowSignature')
    const other = createBusinessKey()
    expect(codeOf(signRow({ ...row, publicKey: other.publicKey } as never, other.privateKey))).toBe('RowSignature')
    const id = businessIdOf(other.publicKey)
    expect(codeOf(signRow({ ...row, publicKey: other.publicKey, business: id } as never, other.privateKey))).toBe(
      'RowSignature',
    )
  })

  test('error: RowUnreadable', () => {
    expect(codeOf(signRow({ ...row, id: 'p\u0000' } as FeedRow, key.privateKey))).toBe('RowUnreadable')
    expect(codeOf({ ...row, id: 'p\ud800' })).toBe('RowUnreadable')
  })

  test('property: anything at all is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.anything(), fc.jsonValue(), (value, json) => {
        for (const given of [value, json, { ...row, data: json }, { seq: value }]) seqOf(given)
        for (const given of [json, { ...row, data: json }]) expect(codeOf(given)).not.toBeNull()
      }),
    )
  })
})
