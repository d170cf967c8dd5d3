import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView, ClausePosition } from '@concordat/sdk/views.ts'
import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { foretell } from './foretell.ts'

const lock = { topic: zeroHash, subject: zeroHash, by: 0, otherwise: [] }
const shares = [
  { party: 0, weight: 3 },
  { party: 1, weight: 1 },
]
const residual = { rateBps: 10_000, limit: 0n, total: 4, shares, lock, continues: 0 }
/** The first 100 to the second party alone. */
const tier = { ...residual, limit: 10_000n, total: 1, shares: [{ party: 1, weight: 1 }] }
const rent = {
  ...{ amount: 5_000n, price: 0n, perQuantity: 0n, meter: zeroHash, defaultQuantity: 0n, rateBps: 10_000 },
  ...{ carried: true, total: 1, shares: [{ party: 0, weight: 1 }], continues: 0 },
}
const monthly = { firstMonth: 670, utcOffsetMinutes: 0, closeAfter: 86_400 }
const noPeriod = { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 }

const terms = (rules: Partial<Agreement['rules']>) =>
  ({
    money: { asset: 1n },
    parties: ['a', 'b'].map(role => ({ account: zeroAddress, role })),
    rules: { period: noPeriod, monthly: [], clauses: [residual], registers: [], endsAt: 0, maxFreeze: 0, ...rules },
  }) as unknown as Agreement

const clause = (stage: ClausePosition['stage'], more: Partial<ClausePosition> = {}): ClausePosition => ({
  ...{ clause: 0, stage, taken: '0', limit: null, unpaid: null, quantity: null, lock: null, continued: '0' },
  ...more,
})

const view = (more: Partial<AgreementView> = {}) =>
  ({
    ...{ base: '0', owed: '0', balance: '0', openNet: '0', openMonth: null, months: [] },
    clauses: [clause('cumulative')],
    ...more,
  }) as unknown as AgreementView

/** In February 2026, which is month 673. */
const now = Date.UTC(2026, 1, 10) / 1000

describe('foretell', () => {
  test('default: plain shares, each rounded down', () => {
    expect(foretell(view(), terms({}), { amount: 1_001n, now })).toEqual({
      ...{ receivers: [750n, 250n], setAside: 0n, owed: 0n, withheld: 0n, rest: 1n, month: null },
    })
  })

  test('behavior: a tier goes on from what it took, and counts what the clause before it had', () => {
    const rules = terms({ clauses: [tier, residual] })
    const clauses = [clause('cumulative', { continued: '4000' }), clause('cumulative')]
    const { receivers } = foretell(view({ base: '5000', clauses }), rules, { amount: 2_000n, now })
    // 60 are left for the tier, of which 50 were taken.
    expect(receivers).toEqual([750n, 1_250n])
  })

  test('behavior: what is owed and what is withheld go first', () => {
    const owing = view({ owed: '300', openNet: '-300' })
    const told = foretell(owing, terms({}), { amount: 1_000n, now, reserve: { rateBps: 1_000, duration: 60 } })
    expect(told).toMatchObject({ withheld: 100n, owed: 300n, receivers: [450n, 150n], rest: 0n })
  })

  test('behavior: a month is divided with what came in before, each earlier one by itself', () => {
    const rules = terms({ period: monthly, monthly: [rent] })
    const months = [
      { month: 672, net: '5000', entries: 1, status: 'open' },
      { month: 673, net: '3000', entries: 1, status: 'later' },
    ] as AgreementView['months']
    const clauses = [clause('monthly', { unpaid: '0' }), clause('cumulative')]
    const told = foretell(view({ openMonth: 672, months, clauses }), rules, { amount: 4_000n, now })
    // January's rent is paid; of February's 50.00 there are 30.00, so 20.00 go to the rent, and 20.00 are shared.
    expect(told).toMatchObject({ receivers: [3_500n, 500n], rest: 0n, month: 673 })
  })

  test('behavior: what a locked clause takes is set aside', () => {
    const waiting = { status: 'waiting' as const, by: 1, topic: zeroHash, subject: zeroHash }
    const clauses = [clause('cumulative', { lock: waiting })]
    expect(foretell(view({ clauses }), terms({}), { amount: 400n, now })).toMatchObject({
      receivers: [0n, 0n],
      setAside: 400n,
      rest: 0n,
    })
  })
})
