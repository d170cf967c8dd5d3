import { type Hex, keccak256, stringToHex, zeroHash } from 'viem'
import { currencyUnit } from '../../src/currencies.ts'
import { disputeWonHash, monthCloseHash, receiptHash, refundHash } from '../../src/facts.ts'
import {
  currencyCode,
  externalId,
  meterId,
  milestoneSubject,
  monthSubject,
  paymentKey,
  refundSubject,
  topics,
  VALUE_TRUE,
  ZERO_HASH,
} from '../../src/ids.ts'
import { parseMonth } from '../../src/splits/months.ts'
import { proseHash } from '../../src/splits/terms/parse.ts'
import type { Agreement, Clause } from '../../src/splits/terms/types.ts'
import type { MonthClose, Receipt } from '../../src/types.ts'
import { type Chain, party, wallet1271 } from './stack.ts'

export const business = keccak256('0xb0')
export const prose = { text: 'The operator runs the site; the others are paid.', salt: keccak256('0x5a') }
/** What people call the parts of the monthly terms. */
export const names = {
  ...{ title: 'Charging site', parties: ['Ada', 'Ben', 'Cy'], monthly: ['Rent'], registers: [] },
  ...{ clauses: ['Retention', 'Recoup', 'Rest'], milestones: ['accepted'] },
  meters: [{ name: 'energy', unit: 'kWh', decimals: 3 }],
}
const firstMonth = parseMonth('2025-01')
const january = 1_736_000_000
const noLock = { topic: zeroHash, subject: zeroHash, by: 0, otherwise: [] }

export const clause = (more: Partial<Clause>): Clause => ({
  ...{ rateBps: 10_000, limit: 0n, total: 10, shares: [{ party: 0, weight: 10 }], lock: noLock, continues: 0 },
  ...more,
})

/** Terms with months, a metered price, a locked clause and a tier; a wallet contract is one of the parties. */
export function monthlyTerms(chain: Chain): Agreement {
  const { quorum, contracts } = chain
  const lock = {
    topic: topics.milestone,
    subject: milestoneSubject(business, 'accepted'),
    by: 4_000_000_000,
    otherwise: [{ party: 1, weight: 10 }],
  }
  return {
    money: { asset: currencyUnit('XTS', { quorum, business, payments: contracts.Payments }).id },
    parties: [
      { account: party('operator'), role: 'operator' },
      { account: party('investor'), role: 'investor' },
      { account: wallet1271, role: 'landlord' },
    ],
    rules: {
      ...{ quorum, arbiters: quorum, business, signBy: 4_000_000_000, endsAt: 0, maxFreeze: 864_000, ordered: false },
      period: { firstMonth, utcOffsetMinutes: 480, closeAfter: 86_400 },
      monthly: [
        {
          ...{ amount: 500n, price: 7n, perQuantity: 1_000n, meter: meterId('energy'), defaultQuantity: 10_000n },
          ...{ rateBps: 5_000, carried: true, total: 1, shares: [{ party: 2, weight: 1 }], continues: 0 },
        },
      ],
      clauses: [
        clause({ rateBps: 1_000, lock }),
        clause({
          limit: 9_000n,
          shares: [
            { party: 0, weight: 3 },
            { party: 1, weight: 7 },
          ],
        }),
        clause({
          shares: [
            { party: 0, weight: 7 },
            { party: 1, weight: 3 },
          ],
        }),
      ],
      registers: [],
    },
    prose: proseHash(prose.text, prose.salt),
    root: ZERO_HASH,
    previous: ZERO_HASH,
  }
}

/** Two parties share all revenue as it comes. */
export function plainTerms(chain: Chain): Agreement {
  const terms = monthlyTerms(chain)
  const period = { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 }
  const clauses = [
    clause({
      shares: [
        { party: 0, weight: 4 },
        { party: 1, weight: 6 },
      ],
    }),
  ]
  const rules = { ...terms.rules, period, monthly: [], clauses, arbiters: ZERO_HASH, maxFreeze: 0 }
  return { ...terms, parties: terms.parties.slice(0, 2), rules, prose: keccak256('0x01') }
}

/** What the nodes do for an agreement, in their order. */
export function actorsOf(chain: Chain, root: Hex) {
  const { quorum, contracts, confirmFact } = chain
  const said = { quorum, round: 0n, validUntil: 0 }
  const receipts = new Map<string, Receipt>()

  const issue = async (name: string, amount: bigint, month = 0, more: Partial<Receipt> = {}) => {
    const receipt: Receipt = {
      ...{ quorum, currency: currencyCode('XTS'), processor: business, transaction: externalId(`${root} ${name}`) },
      ...{ payer: party('payer'), amount, bookedAt: january + month * 2_600_000, payee: contracts.Splits, key: root },
      gasLimit: 0,
      ...more,
    }
    receipts.set(name, receipt)
    const subject = paymentKey(receipt.processor, receipt.transaction)
    const observedAt = receipt.bookedAt
    const fact = { ...said, audience: contracts.Payments, topic: topics.payment, subject, observedAt }
    const confirmations = await confirmFact({ ...fact, value: receiptHash(receipt) })
    return { functionName: 'issue' as const, args: [receipt, observedAt, confirmations] }
  }
  const backOf = (verb: 'refund' | 'dispute', name: string, amount: bigint, month = 0) => {
    const receipt = receipts.get(name) as Receipt
    const key = paymentKey(receipt.processor, receipt.transaction)
    const observedAt = january + month * 2_600_000
    const given = { paymentKey: key, refundId: externalId(`${verb} ${name}`), amount, bookedAt: observedAt }
    const subject = refundSubject(key, given.refundId)
    const fact = { ...said, audience: contracts.Payments, topic: topics[verb], subject, observedAt }
    return { receipt, given, observedAt, fact }
  }
  const back =
    (verb: 'refund' | 'dispute') =>
    async (name: string, amount: bigint, month = 0) => {
      const { receipt, given, observedAt, fact } = backOf(verb, name, amount, month)
      const confirmations = await confirmFact({ ...fact, value: refundHash(given) })
      return { functionName: verb, args: [receipt, given, observedAt, confirmations] }
    }
  const [refund, dispute] = [back('refund'), back('dispute')]
  /** The dispute of the same name and amount was won. */
  const reinstate = async (name: string, amount: bigint) => {
    const { receipt, given, observedAt, fact } = backOf('dispute', name, amount)
    const value = disputeWonHash(given, observedAt + 60)
    const confirmations = await confirmFact({ ...fact, round: 1n, value })
    const args = [receipt, given, observedAt + 60, observedAt, confirmations]
    return { functionName: 'reinstate' as const, args }
  }
  const release = (name: string) => ({ functionName: 'release' as const, args: [receipts.get(name)] })
  const close = async (terms: Agreement, given: Omit<MonthClose, 'rows'>) => {
    const rows = keccak256(stringToHex(`rows ${given.month}`))
    const value = monthCloseHash({ ...given, rows })
    const fact = { ...said, audience: contracts.Splits, topic: topics.month, subject: monthSubject(root, given.month) }
    const confirmations = await confirmFact({ ...fact, value, observedAt: january })
    await chain.onSplits('close', terms, { ...given, rows }, 0n, january, confirmations)
  }
  const arbiters = async (terms: Agreement, verb: 'freeze' | 'resume', round: bigint) => {
    const value = verb === 'freeze' ? VALUE_TRUE : ZERO_HASH
    const fact = {
      ...said,
      round,
      audience: contracts.Splits,
      topic: topics.freeze,
      subject: root,
      value,
      observedAt: 7,
    }
    await chain.onSplits(verb, terms, fact, await confirmFact(fact))
  }
  const unlock = async (terms: Agreement, clause: bigint) => {
    const { topic, subject } = terms.rules.clauses[0]?.lock ?? noLock
    const fact = { ...said, audience: contracts.Splits, topic, subject, value: VALUE_TRUE, observedAt: 9 }
    await chain.onSplits('unlock', terms, clause, fact, await confirmFact(fact))
  }
  return { issue, refund, dispute, reinstate, release, close, arbiters, unlock }
}

/** A whole life: signing step by step, months, a freeze, an unlock, an amendment with a leaver, new attestors. */
export async function playMonthly(chain: Chain) {
  const terms = monthlyTerms(chain)
  const root = chain.digestOf(terms)
  await chain.onSplits('propose', terms)
  await chain.onSplits('sign', terms, 0n, await chain.signBy('operator', root))
  await chain.onSplits('conclude', terms, ['0x', await chain.signBy('investor', root, true), '0x1234'])
  const { issue, refund, close, arbiters, unlock } = actorsOf(chain, root)
  await chain.batch([await issue('p1', 10_000n), await issue('p2', 4_000n), await issue('p3', 2_000n)])
  await chain.batch([await refund('p2', 1_500n)])
  await chain.chain.mine({ blocks: 3 })
  await close(terms, { month: firstMonth, quantities: [100_000n], entries: 4, sum: 14_500n })
  await chain.batch([await issue('p4', 7_777n, 1)])
  await arbiters(terms, 'freeze', 0n)
  await close(terms, { month: firstMonth + 1, quantities: [250_000n], entries: 1, sum: 7_777n })
  await arbiters(terms, 'resume', 1n)
  await unlock(terms, 1n)
  await chain.onSplits('settle', terms)
  await chain.chain.increaseTime({ seconds: 10 * 86_400 })
  await chain.onSplits('closeByDefault', terms)
  await chain.rotate(['node 0', 'node 2', 'node 5', 'node 6', 'node 7'])
  await chain.batch([await issue('p5', 3_333n, 3)])
  const next: Agreement = {
    ...terms,
    ...{ root, previous: root, parties: [...terms.parties.slice(0, 1), ...terms.parties.slice(2)] },
    rules: {
      ...terms.rules,
      monthly: terms.rules.monthly.map(one => ({ ...one, shares: [{ party: 1, weight: 1 }], continues: 1 })),
      clauses: [clause({ shares: [{ party: 0, weight: 10 }] })],
    },
  }
  const digest = chain.digestOf(next)
  const signatures = [await chain.signBy('operator', digest), '0x', await chain.signBy('investor', digest)]
  await chain.onSplits('amend', next, terms, signatures)
  await chain.onSplits('settle', terms)
  await chain.batch([await issue('p6', 999n, 5)])
  return { root, terms, next, digest }
}

/** Payments in real time, settled twice, one refunded beyond what is left. */
export async function playPlain(chain: Chain) {
  const terms = plainTerms(chain)
  const root = chain.digestOf(terms)
  await chain.onSplits('conclude', terms, [await chain.signBy('operator', root), await chain.signBy('investor', root)])
  const { issue, refund } = actorsOf(chain, root)
  await chain.batch([await issue('a', 1_001n), await issue('b', 333n)])
  await chain.onSplits('settle', terms)
  await chain.batch([await refund('a', 600n)])
  await chain.batch([await issue('c', 1_000n)])
  await chain.onSplits('settle', terms)
  await chain.batch([await issue('d', 77n)])
  return { root, terms }
}
