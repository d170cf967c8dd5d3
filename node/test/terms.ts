import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { meterId, milestoneSubject, topics, ZERO_HASH } from '@concordat/sdk/ids.ts'
import type { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { Agreement, Clause } from '@concordat/sdk/splits/terms/types.ts'
import { type Address, type Hex, keccak256, stringToHex, zeroHash } from 'viem'
import { accountAt } from './stack.ts'

export const firstMonth = parseMonth('2025-01')
const day = 86_400

export type TermsParameters = {
  quorum: Hex
  business: Hex
  payments: Address
  /** The account that receives the money; the business itself when left out. */
  processor?: ProcessorAccount
  /** Tells agreements apart. */
  name?: string
}

const noLock = { topic: zeroHash, subject: zeroHash, by: 0, otherwise: [] }
const all = [{ party: 0, weight: 1 }]
const rest: Clause = { rateBps: 10_000, limit: 0n, total: 1, shares: all, lock: noLock, continues: 0 }

type Changes = { parties?: Agreement['parties']; rules: Partial<Agreement['rules']> }

function termsOf({ name = 'terms', ...origin }: TermsParameters, { parties, rules }: Changes) {
  const { quorum, business } = origin
  return {
    money: { asset: currencyUnit('XTS', origin).id },
    parties: parties ?? [{ account: accountAt(0).address, role: 'operator' }],
    rules: {
      quorum,
      arbiters: zeroHash,
      business,
      signBy: 4_000_000_000,
      endsAt: 0,
      maxFreeze: 0,
      ordered: false,
      period: { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 },
      monthly: [],
      clauses: [rest],
      registers: [],
      ...rules,
    },
    prose: keccak256(stringToHex(name)),
    root: ZERO_HASH,
    previous: ZERO_HASH,
  } satisfies Agreement
}

/** Month by month at UTC+8: a price per kWh, what is left to the party. */
export function monthlyTerms(parameters: TermsParameters, closeAfter = 3_650 * day): Agreement {
  return termsOf(parameters, {
    rules: {
      period: { firstMonth, utcOffsetMinutes: 480, closeAfter },
      monthly: [
        {
          amount: 0n,
          price: 7n,
          perQuantity: 1_000n,
          meter: meterId('energy'),
          defaultQuantity: 10_000n,
          rateBps: 5_000,
          carried: true,
          total: 1,
          shares: all,
          continues: 0,
        },
      ],
    },
  })
}

/** In real time: 10 % held back until the milestone "accepted". */
export function realTimeTerms(parameters: TermsParameters): Agreement {
  const subject = milestoneSubject(parameters.business, 'accepted')
  const lock = { topic: topics.milestone, subject, by: 4_000_000_000, otherwise: all }
  return termsOf(parameters, { rules: { clauses: [{ ...rest, rateBps: 1_000, lock }, rest] } })
}

/** Plain percentages in real time: the first accounts by the weights given. */
export function plainTerms(parameters: TermsParameters, weights: number[]): Agreement {
  const shares = weights.map((weight, party) => ({ party, weight }))
  const total = weights.reduce((sum, weight) => sum + weight)
  const parties = weights.map((_, i) => ({ account: accountAt(i).address, role: `receiver ${i}` }))
  return termsOf(parameters, { parties, rules: { clauses: [{ ...rest, total, shares }] } })
}
