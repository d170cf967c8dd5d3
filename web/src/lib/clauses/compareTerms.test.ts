import type { Agreement, Clause } from '@concordat/sdk/splits/terms/types.ts'
import i18next, { type TFunction } from 'i18next'
import { zeroHash } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import { en } from '../../locales/en.ts'
import { bindFormat } from '../useFormat.ts'
import { compareTerms } from './compareTerms.ts'
import { describeTerms } from './describeTerms.ts'

const account = (digit: number) => `0x${String(digit).repeat(40)}` as const
const lock = { topic: zeroHash, subject: zeroHash, by: 0, otherwise: [] }
const clause = (limit: bigint, party: number, continues = 0): Clause => ({
  ...{ rateBps: 10_000, limit, total: 1, shares: [{ party, weight: 1 }], lock, continues },
})

const before: Agreement = {
  money: { asset: 1n },
  parties: [1, 2].map(digit => ({ account: account(digit), role: 'partner' })),
  rules: {
    ...{ quorum: zeroHash, arbiters: zeroHash, business: zeroHash, signBy: 1, endsAt: 0, maxFreeze: 0, ordered: false },
    ...{ period: { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 }, monthly: [], registers: [] },
    clauses: [clause(500n, 0), clause(900n, 1), clause(0n, 0)],
  },
  ...{ prose: zeroHash, root: zeroHash, previous: zeroHash },
}

function readable(terms: Agreement) {
  const words = {
    t: i18next.getFixedT('en') as TFunction,
    format: bindFormat('en'),
    asset: { symbol: 'XTS', decimals: 2 },
    partyName: (index: number) => terms.parties[index]?.account.slice(0, 4) ?? '',
    meterOf: () => ({ name: 'station', unit: 'kWh', decimals: 3 }),
    milestoneOf: () => null,
  }
  return { terms, words, text: describeTerms(terms, words) }
}

const compare = (rules: Partial<Agreement['rules']>, rest: Partial<Agreement> = {}) =>
  compareTerms(readable(before), readable({ ...before, ...rest, rules: { ...before.rules, ...rules } }))

const kinds = (changes: ReturnType<typeof compare>) =>
  changes.clauses.map(({ kind, before: old, after, notes }) => [
    kind,
    old?.index ?? null,
    after?.index ?? null,
    ...notes,
  ])

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } })
})

test('default: only what differs is a change', () => {
  const changes = compare({ signBy: 2, clauses: [clause(500n, 0, 1), clause(950n, 1, 2), clause(0n, 0)] })
  expect(kinds(changes)).toEqual([['changed', 1, 1, 'continues']])
  expect(changes).toMatchObject({ joined: [], left: [], dropped: [], added: [], unsaid: [], kept: 2 })
})

test('behavior: a limit that begins anew is a change although the words are the same', () => {
  expect(kinds(compare({ clauses: [clause(500n, 0), clause(900n, 1, 2), clause(0n, 0)] }))).toEqual([
    ['changed', 0, 0, 'anew'],
  ])
})

test('behavior: the order counts, and clauses come and go', () => {
  expect(kinds(compare({ clauses: [clause(900n, 1, 2), clause(500n, 0, 1), clause(0n, 0)] }))).toEqual([
    ['changed', 0, 1, 'continues', 'moved'],
  ])
  expect(kinds(compare({ clauses: [clause(7n, 0), clause(500n, 0, 1), clause(900n, 1, 2), clause(0n, 0)] }))).toEqual([
    ['added', null, 0],
  ])
  expect(kinds(compare({ clauses: [clause(900n, 1, 2), clause(0n, 0)] }))).toEqual([['removed', 0, null]])
  expect(kinds(compare({ clauses: [clause(500n, 0, 1), clause(7n, 0), clause(0n, 0)] }))).toEqual([
    ['changed', 1, 1, 'anew'],
  ])
})

test('behavior: parties, sentences about the whole, and what no words show', () => {
  const parties = [before.parties[0], { account: account(3), role: 'partner' }] as Agreement['parties']
  const changes = compare({ quorum: `0x${'1'.repeat(64)}`, endsAt: 1_800_000_000 }, { parties })
  expect(changes).toMatchObject({ joined: [1], left: [1], unsaid: ['quorum'], dropped: ['It has no fixed end.'] })
  expect(changes.added).toEqual([expect.stringMatching(/^It ends on Jan 1\d, 2027/)])
})
