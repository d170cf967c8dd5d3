import { describe, expect, test } from 'vitest'
import { agreementOf, clause, equalShares, monthlyClause } from '../../test/agreements.ts'
import { explainLine, explainSettlement } from './explain.ts'
import { currentOf } from './fold/book.ts'
import { apply, createFold } from './fold.ts'
import { simulate } from './simulate.ts'

const agreement = agreementOf({
  parties: 3,
  period: true,
  monthly: [monthlyClause({ amount: 1_000n, shares: equalShares(2) })],
  clauses: [
    clause({ limit: 5_000n, shares: equalShares(0) }),
    clause({ rateBps: 5_000, shares: equalShares(1), lock: { ...clause({}).lock, by: 9, otherwise: equalShares(0) } }),
    clause({ limit: 700n, shares: equalShares(0, 1) }),
    clause({ shares: equalShares(1) }),
  ],
})
const format = (amount: bigint) => (Number(amount) / 100).toFixed(2)

describe('explainSettlement', () => {
  test('default', () => {
    const before = createFold(agreement)
    const paid = apply(before, { type: 'receipt', amount: 8_000n, month: 670 })
    const after = apply(paid, { type: 'close', month: 670, quantities: [0n], entries: 1, sum: 8_000n })
    const lines = explainSettlement(agreement, currentOf(before), currentOf(after), { clauses: ['Recoup'] })
    expect(lines.map(line => `${line.party}: ${explainLine(line, format)}`)).toEqual([
      '2: 10.00 because clause 1',
      '0: 50.00 because clause 2 (Recoup), tier 1',
      '0: 3.50 because clause 4, tier 2',
      '1: 3.50 because clause 4, tier 2',
      '1: 3.00 because clause 5',
    ])
    const total = lines.reduce((sum, { amount }) => sum + amount, 0n)
    expect(total).toBe(after.moved.paid.reduce((sum, amount) => sum + amount, 0n))
  })

  test('behavior: an unlocked clause explains what it kept', () => {
    const standing = { base: 6_000n, taken: [0n], continued: [], locks: ['none', 'waiting', 'none', 'none'] as const }
    const opened = { ...standing, locks: ['none', 'unlocked', 'none', 'none'] as const }
    expect(explainSettlement(agreement, standing, opened)).toEqual([
      { party: 1, clause: 2, stage: 'cumulative', tier: null, name: 'clause 3', amount: 500n },
    ])
  })
})

describe('simulate', () => {
  test('default', () => {
    const months = simulate(agreement, [8_000n, -500n, 4_000n], [], { unlocked: [undefined, 2] })
    expect(months.map(({ month, parties }) => [month, ...parties])).toEqual([
      [670, 5_350n, 650n, 1_000n],
      [671, 0n, 0n, 0n],
      [672, 0n, 2_500n, 2_000n],
    ])
    expect(months[0]?.clauses.map(({ taken }) => taken)).toEqual([1_000n, 5_000n, 1_000n, 700n, 300n])
  })

  test('behavior: without a period revenue is shared at once', () => {
    const plain = agreementOf({ parties: 2, period: false, clauses: [clause({ shares: equalShares(0, 1) })] })
    const months = simulate(plain, [100n, -30n, 50n])
    expect(months.map(({ month, parties }) => [month, ...parties])).toEqual([
      [0, 50n, 50n],
      [1, 0n, 0n],
      [2, 10n, 10n],
    ])
  })
})
