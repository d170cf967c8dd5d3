import { meterId, milestoneSubject, topics, ZERO_HASH } from '@concordat/sdk/ids.ts'
import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { Agreement, Clause, Monthly } from '@concordat/sdk/splits/terms/types.ts'
import { type Address, type Hex, keccak256, zeroHash } from 'viem'

export const business = keccak256('0xb0')
export const firstMonth = parseMonth('2025-01')
export const day = 86_400

const noLock = { topic: zeroHash, subject: zeroHash, by: 0, otherwise: [] }
const noPeriod = { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 }

type Basics = { quorum: Hex; asset: bigint; parties: Address[]; now: number }

function termsOf({ quorum, asset, parties, now }: Basics, rules: Partial<Agreement['rules']>): Agreement {
  const roles = ['investor', 'builder', 'operator']
  return {
    money: { asset },
    parties: parties.map((account, i) => ({ account, role: roles[i] ?? 'partner' })),
    rules: {
      quorum,
      arbiters: quorum,
      business,
      signBy: now + 7 * day,
      endsAt: 0,
      maxFreeze: 30 * day,
      ordered: false,
      period: noPeriod,
      monthly: [],
      clauses: [],
      registers: [],
      ...rules,
    },
    prose: keccak256('0x01'),
    root: ZERO_HASH,
    previous: ZERO_HASH,
  }
}

const clause = (change: Partial<Clause>): Clause => ({
  rateBps: 10_000,
  limit: 0n,
  total: 100,
  shares: [],
  lock: noLock,
  continues: 0,
  ...change,
})

const monthly = (change: Partial<Monthly>): Monthly => ({
  amount: 0n,
  price: 0n,
  perQuantity: 0n,
  meter: zeroHash,
  defaultQuantity: 0n,
  rateBps: 10_000,
  carried: true,
  total: 1,
  shares: [],
  continues: 0,
  ...change,
})

/** Month by month: rent to the builder, a price per kWh to the operator, then recoup by the investor, then thirds. */
export function monthlyTerms(basics: Basics): Agreement {
  return termsOf(basics, {
    period: { firstMonth, utcOffsetMinutes: 480, closeAfter: 10 * day },
    monthly: [
      monthly({ amount: 1_000n, shares: [{ party: 1, weight: 1 }] }),
      monthly({
        price: 7n,
        perQuantity: 3n,
        meter: meterId('energy'),
        defaultQuantity: 10n,
        rateBps: 5_000,
        carried: false,
        shares: [{ party: 2, weight: 1 }],
      }),
    ],
    clauses: [
      clause({ rateBps: 8_000, limit: 5_001n, shares: [{ party: 0, weight: 100 }] }),
      clause({ total: 3, shares: [0, 1, 2].map(party => ({ party, weight: 1 })) }),
    ],
  })
}

/** In real time: 10 % held back until a milestone, the rest in thirds. */
export function milestoneTerms(basics: Basics): Agreement {
  const { now } = basics
  const lock = {
    topic: topics.milestone,
    subject: milestoneSubject(business, 'accepted'),
    by: now + 300 * day,
    otherwise: [{ party: 0, weight: 100 }],
  }
  return termsOf(basics, {
    clauses: [
      clause({ rateBps: 1_000, shares: [{ party: 1, weight: 100 }], lock }),
      clause({ total: 3, shares: [0, 1, 2].map(party => ({ party, weight: 1 })) }),
    ],
  })
}
