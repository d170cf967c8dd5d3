import { type Address, encodeAbiParameters, type Hex, hashStruct, hashTypedData, keccak256, stringToHex, toHex } from 'viem'
import { disputeWonHash, factDigest, instructionStates, monthCloseHash, receiptHash, refundHash, reportHash } from '../../sdk/src/facts.ts'
import { inletCodeHash } from '../../sdk/src/generated/inlet.ts'
import {
  accountOf,
  currencyCode,
  externalId,
  ledgerId,
  milestoneSubject,
  monthSubject,
  paymentKey,
  quorumId,
  receivableKey,
  refundSubject,
  registerLeaf,
  seriesOf,
  topics,
  ZERO_HASH,
} from '../../sdk/src/ids.ts'
import { instructionId, payoutKey } from '../../sdk/src/payments/ids.ts'
import { withReserve } from '../../sdk/src/payments/processor.ts'
import { agreementDigest } from '../../sdk/src/splits/terms/digest.ts'
import { encodeTerms } from '../../sdk/src/splits/terms/encode.ts'
import {
  agreementTypes,
  declineTypes,
  domainOf,
  factTypes,
  paymentTypes,
  revocationTypes,
  supersessionTypes,
  terminationTypes,
} from '../../sdk/src/typedData.ts'
import type { Fact, MonthClose, PayoutAccount, Receipt, Refund } from '../../sdk/src/types.ts'
import { partyAccount } from '../../sdk/test/agreements.ts'
import { orders, processors } from './orders.ts'
import { randomStories } from './random.ts'
import * as amendments from './amendments.ts'
import * as stories from './stories.ts'

export const chainId = 31_337
const contract = (index: number): Address => partyAccount(1_000 + index)
export const contracts = { ledger: contract(0), facts: contract(1), payments: contract(2), splits: contract(3) }

const encodeTuple = (types: string, values: readonly unknown[]): Hex =>
  encodeAbiParameters(
    types.split(' ').map(type => ({ type })),
    values,
  )

const quorum = quorumId([partyAccount(10), partyAccount(11), partyAccount(12), partyAccount(13)], 2, 86_400)

const facts: Fact[] = [
  {
    quorum,
    audience: contracts.splits,
    topic: topics.month,
    subject: monthSubject(quorum, 670),
    round: 0n,
    value: keccak256('0x01'),
    observedAt: 1_764_547_199,
    validUntil: 0,
  },
  {
    quorum,
    audience: '0x0000000000000000000000000000000000000000',
    topic: topics.milestone,
    subject: milestoneSubject(quorum, 'accepted'),
    round: 2n ** 64n - 1n,
    value: ZERO_HASH,
    observedAt: 2 ** 40 - 1,
    validUntil: 1,
  },
]

const receipts: { receipt: Receipt; refund: Refund }[] = ['txn_1', 'txn_2'].map((id, index) => {
  const receipt: Receipt = {
    quorum,
    currency: currencyCode('XTS'),
    processor: externalId('acct_charging'),
    transaction: externalId(id),
    payer: partyAccount(20 + index),
    amount: index === 0 ? 12_345n : 2n ** 128n - 1n,
    bookedAt: 1_764_000_000 + index,
    payee: contracts.splits,
    key: keccak256(toHex(index)),
    gasLimit: 250_000,
  }
  const refund: Refund = {
    paymentKey: paymentKey(receipt.processor, receipt.transaction),
    refundId: externalId(`re_${index}`),
    amount: 45n,
    bookedAt: 1_764_100_000,
  }
  return { receipt, refund }
})

const payouts: { to: PayoutAccount; sequence: bigint }[] = [
  {
    to: {
      owner: partyAccount(50),
      rail: stringToHex('bank', { size: 32 }),
      account: externalId('particulars'),
      minimum: 10_000n,
      quorum,
      currency: currencyCode('XTS'),
      processor: externalId('acct_charging'),
    },
    sequence: 1n,
  },
  {
    to: {
      owner: contracts.splits,
      rail: stringToHex('stripe', { size: 32 }),
      account: externalId('other particulars'),
      minimum: 2n ** 128n - 1n,
      quorum,
      currency: currencyCode('JPY'),
      processor: withReserve(externalId('acct_charging'), { rateBps: 1_000, duration: 7_776_000 }),
    },
    sequence: 2n ** 64n - 1n,
  },
]

const reserves = [
  { rateBps: 1, duration: 1 },
  { rateBps: 1_000, duration: 7_776_000 },
  { rateBps: 10_000, duration: 2 ** 32 - 1 },
]

const closes: MonthClose[] = [
  { month: 670, quantities: [1n, 2n ** 128n - 1n], entries: 83, sum: 123_456n, rows: keccak256('0x02') },
  { month: 671, quantities: [], entries: 0, sum: -(2n ** 127n), rows: ZERO_HASH },
]

const receiptTypes = 'bytes32 bytes32 bytes32 bytes32 address uint128 uint40 address bytes32 uint32'
const refundTypes = 'bytes32 bytes32 uint128 uint40'
const payoutTypes = 'address bytes32 bytes32 uint128 bytes32 bytes32 bytes32'
const factAbi = 'bytes32 address bytes32 bytes32 uint64 bytes32 uint40 uint40'
const closeTuple = [
  {
    type: 'tuple',
    components: [
      { name: 'month', type: 'uint16' },
      { name: 'quantities', type: 'uint128[]' },
      { name: 'entries', type: 'uint32' },
      { name: 'sum', type: 'int128' },
      { name: 'rows', type: 'bytes32' },
    ],
  },
] as const

function statements() {
  const splits = domainOf('Concordat Splits', chainId, contracts.splits)
  const agreement = keccak256('0x03')
  const decline = { agreement, reason: 'The rate of clause 2 is too high, see §4 — 太高' }
  const supersession = { agreement, successor: contracts.payments }
  const revocation = { digest: agreement }
  const factsDomain = domainOf('Concordat Facts', chainId, contracts.facts)
  return {
    decline: {
      ...decline,
      structHash: hashStruct({ data: decline, types: declineTypes, primaryType: 'Decline' }),
      digest: hashTypedData({ domain: splits, types: declineTypes, primaryType: 'Decline', message: decline }),
    },
    termination: {
      agreement,
      structHash: hashStruct({ data: { agreement }, types: terminationTypes, primaryType: 'Termination' }),
      digest: hashTypedData({
        domain: splits,
        types: terminationTypes,
        primaryType: 'Termination',
        message: { agreement },
      }),
    },
    supersession: {
      ...supersession,
      structHash: hashStruct({ data: supersession, types: supersessionTypes, primaryType: 'Supersession' }),
      digest: hashTypedData({
        domain: splits,
        types: supersessionTypes,
        primaryType: 'Supersession',
        message: supersession,
      }),
    },
    revocation: {
      factDigest: agreement,
      structHash: hashStruct({ data: revocation, types: revocationTypes, primaryType: 'Revocation' }),
      digest: hashTypedData({
        domain: factsDomain,
        types: revocationTypes,
        primaryType: 'Revocation',
        message: revocation,
      }),
    },
  }
}

/** Every hash and id both sides must compute alike. */
export function hashes() {
  const told = [...Object.values(stories), ...Object.values(amendments), ...randomStories()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const agreements = told.flatMap(({ versions }) => versions)
  const payment = {
    payer: partyAccount(30),
    payee: contracts.splits,
    key: keccak256('0x04'),
    id: ledgerId(5n, contracts.payments),
    amount: 99n,
    nonce: 7n,
    deadline: 1_800_000_000,
  }
  const payData = stringToHex('a purpose')
  const signedPayment = { ...payment, data: payData }
  const ledgerDomain = domainOf('Concordat Ledger', chainId, contracts.ledger)
  return {
    chainId: String(chainId),
    contracts,
    topics,
    agreements: agreements.map(agreement => ({
      terms: encodeTerms(agreement),
      structHash: hashStruct({ data: agreement, types: agreementTypes, primaryType: 'Agreement' }),
      digest: agreementDigest(agreement, chainId, contracts.splits),
    })),
    facts: facts.map(fact => ({
      fact: encodeTuple(factAbi, Object.values(fact)),
      structHash: hashStruct({ data: fact, types: factTypes, primaryType: 'Fact' }),
      digest: factDigest(fact, chainId, contracts.facts),
    })),
    payments: receipts.map(({ receipt, refund }) => ({
      receipt: encodeTuple(receiptTypes, Object.values(receipt)),
      refund: encodeTuple(refundTypes, Object.values(refund)),
      paymentKey: paymentKey(receipt.processor, receipt.transaction),
      refundSubject: refundSubject(refund.paymentKey, refund.refundId),
      receiptHash: receiptHash(receipt),
      refundHash: refundHash(refund),
      wonAt: String(receipt.bookedAt + 200_000),
      disputeWonHash: disputeWonHash(refund, receipt.bookedAt + 200_000),
      payee: receipt.payee,
      key: receipt.key,
      id: String(payment.id),
      receivableKey: receivableKey(receipt.payee, receipt.key, payment.id),
    })),
    payouts: payouts.map(({ to, sequence }) => ({
      to: encodeTuple(payoutTypes, Object.values(to)),
      payoutKey: payoutKey(to),
      sequence: String(sequence),
      instruction: instructionId(chainId, contracts.payments, payoutKey(to), sequence),
    })),
    reports: (Object.keys(instructionStates) as (keyof typeof instructionStates)[]).map(name => ({
      name,
      state: String(instructionStates[name]),
      evidence: externalId(`po_${name}`),
      hash: reportHash(name, externalId(`po_${name}`)),
    })),
    reserves: reserves.map(reserve => ({
      account: externalId('acct_charging'),
      rate: String(reserve.rateBps),
      duration: String(reserve.duration),
      processor: withReserve(externalId('acct_charging'), reserve),
    })),
    processors: processors(),
    orders: orders(chainId, contracts),
    payFor: [
      {
        payment: encodeTuple('address address bytes32 uint256 uint256 uint256 uint40', Object.values(payment)),
        data: payData,
        structHash: hashStruct({ data: signedPayment, types: paymentTypes, primaryType: 'Payment' }),
        digest: hashTypedData({
          domain: ledgerDomain,
          types: paymentTypes,
          primaryType: 'Payment',
          message: signedPayment,
        }),
      },
    ],
    closes: closes.map(close => ({
      close: encodeAbiParameters(closeTuple, [close]),
      hash: monthCloseHash(close),
      root: quorum,
      subject: monthSubject(quorum, close.month),
    })),
    quorums: [3, 4, 32].map(count => {
      const attestors = Array.from({ length: count }, (_, i) => partyAccount(10 + i))
      const k = Math.floor(count / 2)
      return { attestors, k: String(k), notice: '86400', id: quorumId(attestors, k, 86_400) }
    }),
    series: ['XTS', 'EUR', 'CNY', 'JPY'].map(code => {
      const series = seriesOf(quorum, code, externalId('acct_charging'))
      return {
        quorum,
        currency: currencyCode(code),
        processor: externalId('acct_charging'),
        series: String(series),
        id: String(ledgerId(series, contracts.payments)),
      }
    }),
    accounts: [contracts.splits, contracts.payments].map((owner, index) => {
      const key = keccak256(toHex(index))
      return {
        owner,
        key,
        salt: keccak256(encodeTuple('address bytes32', [owner, key])),
        inletCodeHash,
        account: accountOf(contracts.ledger, owner, key),
      }
    }),
    milestones: ['accepted', '验收'].map(name => ({ business: quorum, name, subject: milestoneSubject(quorum, name) })),
    statements: statements(),
    registers: [0, 1, 2].map(index => ({
      index: String(index),
      account: partyAccount(40 + index),
      share: String(5 + index),
      sumBefore: String(5 * index + (index * (index - 1)) / 2),
      leaf: registerLeaf(BigInt(index), partyAccount(40 + index), BigInt(5 + index), BigInt(5 * index + (index * (index - 1)) / 2)),
    })),
  }
}
