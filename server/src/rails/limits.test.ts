import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { buildAgreement } from '../../test/indexer.ts'
import { ApiError } from '../errors.ts'
import { checkDivision, checkMinimum, type Limits, presets, shareOfOthers } from './limits.ts'

const base = decodeTerms(buildAgreement(zeroHash, zeroHash).terms)
const [own] = base.parties.map(({ account }) => account)
const [residual] = base.rules.clauses
if (!own || !residual) throw new Error('The terms have parties and a clause.')

const termsOf = (rules: Partial<Agreement['rules']>): Agreement => ({ ...base, rules: { ...base.rules, ...rules } })
/** A clause in which the business keeps so much of ten. */
const keeping = (weight: number) => ({
  ...residual,
  total: 10,
  shares: [
    { party: 0, weight },
    { party: 1, weight: 10 - weight },
  ],
})
const due = {
  ...{ amount: 100n, price: 0n, perQuantity: 0n, meter: zeroHash, defaultQuantity: 0n },
  ...{ rateBps: 10_000, carried: true, total: 1, shares: [{ party: 1, weight: 1 }], continues: 0 },
}

function codeOf(terms: Agreement, limits: Limits): string | undefined {
  try {
    checkDivision(terms, limits)
    return undefined
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}

describe(shareOfOthers, () => {
  test('default: what the clause that gives others most gives them, over all splits', () => {
    expect(shareOfOthers(termsOf({ clauses: [keeping(8), keeping(7)] }), own)).toBe(3_000)
    expect(shareOfOthers(termsOf({ clauses: [keeping(7)], monthly: [due] }), own)).toBe(10_000)
  })

  test('behavior: what a lock gives otherwise counts; rounded up; without the business all of it is others', () => {
    const lock = { ...residual.lock, by: 1, otherwise: [{ party: 1, weight: 10 }] }
    expect(shareOfOthers(termsOf({ clauses: [{ ...keeping(9), lock }] }), own)).toBe(10_000)
    const third = { ...residual, total: 3, shares: [{ party: 0, weight: 2 }] }
    expect(shareOfOthers(termsOf({ clauses: [third] }), own)).toBe(3_334)
    expect(shareOfOthers(termsOf({ clauses: [keeping(7)] }), undefined)).toBe(10_000)
  })
})

describe(checkDivision, () => {
  test('behavior: exactly the limit passes, one more does not', () => {
    const terms = termsOf({ clauses: [keeping(7)] })
    expect(codeOf(terms, { maxShareBps: 3_000, own })).toBeUndefined()
    expect(codeOf(terms, { maxShareBps: 2_999, own })).toBe('ShareAboveLimit')
    expect(codeOf(terms, { maxReceivers: 1, own })).toBeUndefined()
    const registers = [{ root: zeroHash, count: 50, total: 50n }]
    const listed = termsOf({ clauses: [{ ...keeping(7), shares: [{ party: 2, weight: 10 }] }], registers })
    expect(codeOf(listed, { maxReceivers: 50, own })).toBeUndefined()
    expect(codeOf(listed, { maxReceivers: 49, own })).toBe('TooManyReceivers')
    const longest = 31 * 86_400 + base.rules.period.closeAfter
    expect(codeOf(terms, { releaseSeconds: longest })).toBeUndefined()
    expect(codeOf(terms, { releaseSeconds: longest - 1 })).toBe('HeldTooLong')
  })

  test('behavior: the rails of China as they are known', () => {
    const quick = { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 }
    const terms = termsOf({ clauses: [keeping(7)], period: quick })
    for (const limits of Object.values(presets)) expect(codeOf(terms, { ...limits, own })).toBeUndefined()
    const generous = termsOf({ clauses: [keeping(6)], period: quick })
    for (const limits of Object.values(presets)) expect(codeOf(generous, { ...limits, own })).toBe('ShareAboveLimit')
  })
})

describe(checkMinimum, () => {
  test('error: BelowRailMinimum', () => {
    expect(() => checkMinimum(99n, { minPayout: '100' })).toThrow('choose a higher minimum')
    expect(() => checkMinimum(100n, { minPayout: '100' })).not.toThrow()
    expect(() => checkMinimum(0n, {})).not.toThrow()
  })
})
