import * as fc from 'fast-check'
import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ZERO_HASH } from '../src/ids.ts'
import type { Agreement, Clause, Monthly, Register, Share } from '../src/splits/terms/types.ts'

/** The account of private key i + 1, as the vectors use it. */
export function partyAccount(index: number) {
  return privateKeyToAccount(toHex(index + 1, { size: 32 })).address
}

export const firstMonth = 670

/** Shares of weight one for these receivers. */
export const equalShares = (...parties: number[]): Share[] => parties.map(party => ({ party, weight: 1 }))

/** A monthly clause with the common parts filled in. */
export function monthlyClause(change: Partial<Monthly>): Monthly {
  const shares = change.shares ?? equalShares(0)
  return {
    amount: 0n,
    price: 0n,
    perQuantity: 0n,
    meter: ZERO_HASH,
    defaultQuantity: 0n,
    rateBps: 10_000,
    carried: true,
    total: shares.reduce((sum, { weight }) => sum + weight, 0),
    continues: 0,
    ...change,
    shares,
  }
}

export const noLock = { topic: ZERO_HASH, subject: ZERO_HASH, by: 0, otherwise: [] }

/** A cumulative clause with the common parts filled in: the residual by default. */
export function clause(change: Partial<Clause>): Clause {
  const shares = change.shares ?? equalShares(0)
  return {
    rateBps: 10_000,
    limit: 0n,
    total: shares.reduce((sum, { weight }) => sum + weight, 0),
    lock: noLock,
    continues: 0,
    ...change,
    shares,
  }
}

export type Shape = {
  parties: number
  period: boolean
  monthly?: Monthly[]
  clauses: Clause[]
  registers?: Register[]
  endsAt?: number
}

/** A register of so many receivers with equal shares; its root stands for any list. */
export const registerOf = (count: number): Register => ({
  root: toHex(count, { size: 32 }),
  count,
  total: BigInt(count),
})

/** Terms of a given shape; the rest is fixed. */
export function agreementOf(shape: Shape): Agreement {
  return {
    money: { asset: (1n << 160n) | 0xa55e7n },
    parties: Array.from({ length: shape.parties }, (_, i) => ({ account: partyAccount(i), role: `party ${i}` })),
    rules: {
      quorum: `0x${'11'.repeat(32)}`,
      arbiters: ZERO_HASH,
      business: `0x${'22'.repeat(32)}`,
      signBy: 1_760_000_000,
      endsAt: shape.endsAt ?? 0,
      maxFreeze: 30 * 86_400,
      ordered: false,
      period: shape.period
        ? { firstMonth, utcOffsetMinutes: 480, closeAfter: 15 * 86_400 }
        : { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 },
      monthly: shape.monthly ?? [],
      clauses: shape.clauses,
      registers: shape.registers ?? [],
    },
    prose: `0x${'33'.repeat(32)}`,
    root: ZERO_HASH,
    previous: ZERO_HASH,
  }
}

const weight = fc.integer({ min: 1, max: 1000 })

const sharesOf = (parties: number, total?: number): fc.Arbitrary<Share[]> =>
  fc
    .tuple(fc.shuffledSubarray([...Array(parties).keys()], { minLength: 1 }), fc.array(weight, { minLength: parties }))
    .map(([subset, weights]) => subset.map((party, i) => ({ party, weight: weights[i] ?? 1 })))
    .map(shares => {
      if (total === undefined) return shares
      const kept = shares.slice(0, Math.min(shares.length, total))
      const others = kept.length - 1
      return kept.map((share, i) => ({ ...share, weight: i === 0 ? total - others : 1 }))
    })

const monthlyOf = (parties: number) =>
  fc
    .record({
      amount: fc.bigInt({ min: 0n, max: 5_000n }),
      price: fc.bigInt({ min: 0n, max: 50n }),
      perQuantity: fc.bigInt({ min: 0n, max: 100n }),
      defaultQuantity: fc.bigInt({ min: 0n, max: 500n }),
      rateBps: fc.integer({ min: 1, max: 10_000 }),
      carried: fc.boolean(),
      shares: sharesOf(parties),
    })
    .map(each => (each.perQuantity === 0n ? { ...each, price: 0n, defaultQuantity: 0n } : each))
    .map(monthlyClause)

const clauseOf = (parties: number) =>
  fc
    .record({
      rateBps: fc.integer({ min: 1, max: 10_000 }),
      limit: fc.option(fc.bigInt({ min: 1n, max: 20_000n }), { nil: 0n }),
      shares: sharesOf(parties),
      locked: fc.boolean(),
    })
    .chain(({ locked, ...rest }) => {
      const plain = clause(rest)
      if (!locked) return fc.constant(plain)
      return sharesOf(parties, plain.total).map(otherwise => ({
        ...plain,
        lock: {
          topic: `0x${'44'.repeat(32)}` as const,
          subject: `0x${'55'.repeat(32)}` as const,
          by: 1_800_000_000,
          otherwise,
        },
      }))
    })

/** Random valid terms of up to five parties and two registers, with or without a period. */
export const anyAgreement: fc.Arbitrary<Agreement> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }), fc.boolean())
  .chain(([parties, lists, period]) => {
    const receivers = parties + lists
    const registers = Array.from({ length: lists }, (_, i) => registerOf(i + 1))
    return fc
      .tuple(
        fc.array(monthlyOf(receivers), { maxLength: period ? 3 : 0 }),
        fc.array(clauseOf(receivers), { maxLength: 4 }),
        sharesOf(receivers),
      )
      .map(([monthly, clauses, shares]) =>
        agreementOf({ parties, period, monthly, clauses: [...clauses, clause({ shares })], registers }),
      )
  })
