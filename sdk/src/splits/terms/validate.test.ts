import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementOf, anyAgreement, clause, equalShares, monthlyClause, noLock } from '../../../test/agreements.ts'
import { RESTRICTED_BIT, topics, ZERO_HASH } from '../../ids.ts'
import { formatTerms } from './format.ts'
import { parseTerms } from './parse.ts'
import type { Agreement, Rules } from './types.ts'
import { validateTerms } from './validate.ts'

const sound = agreementOf({
  parties: 2,
  period: true,
  monthly: [monthlyClause({ amount: 1n })],
  clauses: [clause({ limit: 5n }), clause({ shares: equalShares(0, 1) })],
})
const withRules = (change: Partial<Rules>): Agreement => ({ ...sound, rules: { ...sound.rules, ...change } })
const codesOf = (agreement: Agreement, previous?: Agreement) =>
  validateTerms(agreement, { now: 0, ...(previous ? { previous } : {}) }).map(({ code }) => code)
const last = clause({ shares: equalShares(0, 1) })

describe('validateTerms', () => {
  test('default', () => {
    expect(validateTerms(sound)).toEqual([])
  })

  test('behavior: random sound terms pass, and survive being written as a file', () => {
    fc.assert(
      fc.property(anyAgreement, agreement => {
        expect(validateTerms(agreement)).toEqual([])
        const unmetered = agreement.rules.monthly.map(each => ({
          ...each,
          ...{ price: 0n, perQuantity: 0n, defaultQuantity: 0n },
        }))
        const plain = { ...agreement, prose: ZERO_HASH, rules: { ...agreement.rules, monthly: unmetered } }
        const parties = agreement.parties.map((_, index) => `p${index}`)
        const names = {
          ...{ title: 'Terms', parties, registers: [], meters: {}, milestones: {}, decimals: 0 },
          monthly: unmetered.map((_, index) => `m${index}`),
          clauses: agreement.rules.clauses.map((_, index) => `c${index}`),
        }
        const locks = plain.rules.clauses.map(each => ({ ...each, lock: noLock }))
        const open = { ...plain, rules: { ...plain.rules, clauses: locks } }
        expect(parseTerms(formatTerms(open, names), { now: 0 }).agreement).toEqual(open)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['NoParties', { ...sound, parties: [] }],
    ['TooManyParties', agreementOf({ parties: 101, period: false, clauses: [clause({})] })],
    ['PartyNotAllowed', { ...sound, parties: [{ account: `0x${'00'.repeat(20)}`, role: '' }, ...sound.parties] }],
    ['PartyTwice', { ...sound, parties: [...sound.parties, ...sound.parties.slice(0, 1)] }],
    ['AssetRestricted', { ...sound, money: { asset: RESTRICTED_BIT | 1n } }],
    ['AssetUnknown', { ...sound, money: { asset: 1n << 160n } }],
    ['VersionMismatch', { ...sound, root: topics.month }],
    ['QuorumUnknown', withRules({ quorum: ZERO_HASH })],
    ['MonthlyWithoutPeriod', withRules({ period: { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 } })],
    ['PeriodWithoutDeadline', withRules({ period: { firstMonth: 1, utcOffsetMinutes: 0, closeAfter: 0 } })],
    ['OffsetOutOfRange', withRules({ period: { firstMonth: 1, utcOffsetMinutes: 841, closeAfter: 1 } })],
    ['TooManyClauses', withRules({ clauses: Array(32).fill(last) })],
    ['TooManyRegisters', withRules({ registers: Array(101).fill({ root: topics.month, count: 1, total: 1n }) })],
    ['RegisterEmpty', withRules({ registers: [{ root: topics.month, count: 0, total: 1n }] })],
    ['LastClauseNotResidual', withRules({ clauses: [] })],
    ['LastClauseNotResidual', withRules({ clauses: [clause({ rateBps: 9_999 })] })],
    ['RateAboveOne', withRules({ monthly: [monthlyClause({ rateBps: 10_001 })] })],
    ['PriceWithoutQuantity', withRules({ monthly: [monthlyClause({ price: 1n })] })],
    ['NoSuchParty', withRules({ clauses: [clause({ shares: equalShares(2) })] })],
    ['SharePartyTwice', withRules({ clauses: [clause({ shares: equalShares(0, 0) })] })],
    ['ShareEmpty', withRules({ clauses: [clause({ shares: [...equalShares(0), { party: 1, weight: 0 }] })] })],
    ['NothingToShare', withRules({ clauses: [clause({ shares: [] })] })],
    ['SharesDoNotSum', withRules({ clauses: [clause({ shares: equalShares(0, 1), total: 3 })] })],
    ['LockWithoutDefault', withRules({ clauses: [clause({ lock: { ...noLock, by: 5 } }), last] })],
    ['LockWithoutDeadline', withRules({ clauses: [clause({ lock: { ...noLock, topic: topics.month } }), last] })],
    ['NoSuchContinuation', withRules({ clauses: [clause({ continues: 1 })] })],
  ] as [string, Agreement][])('error: %s', (code, agreement) => {
    expect(codesOf(agreement)).toContain(code)
  })

  test('error: DeadlinePassed', () => {
    expect(validateTerms(sound, { now: sound.rules.signBy }).map(({ code }) => code)).toEqual([])
    expect(validateTerms(sound, { now: sound.rules.signBy + 1 }).map(({ code }) => code)).toEqual(['DeadlinePassed'])
  })

  test('error: ContinuedTwice and AssetChanged', () => {
    const amended = withRules({ clauses: [clause({ limit: 5n, continues: 1 }), clause({ continues: 1 })] })
    const elsewhere = { ...amended, money: { asset: sound.money.asset + 1n } }
    expect(codesOf(elsewhere, sound)).toEqual(['AssetChanged', 'ContinuedTwice'])
  })
})
