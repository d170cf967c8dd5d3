import type { InstructionView, PostingView } from '@concordat/sdk/payments/views.ts'
import type { ClauseLine, Refusal } from '@concordat/sdk/views.ts'
import { index, onchainTable, primaryKey } from 'ponder'
import type { Address, Hex } from 'viem'
import type { Pending } from './src/rows/pending.ts'

/** Receipts less refunds of a month, in the asset's smallest unit, with what earlier months carried, and their number. */
export type Bucket = { net: string; entries: number }

// `order` is the block and the log index in fixed width: sorting by it is sorting by time.

/** Every block read, so that the rows can be held against the chain. */
export const block = onchainTable('block', t => ({
  number: t.integer().primaryKey(),
  hash: t.hex().notNull(),
  timestamp: t.int8({ mode: 'number' }).notNull(),
}))

export const asset = onchainTable('asset', t => ({
  id: t.bigint().primaryKey(),
  issuer: t.hex().notNull(),
  kind: t.text().$type<'erc20' | 'currency' | 'issued'>().notNull(),
  quorum: t.hex(),
  currency: t.hex(),
  supply: t.bigint().notNull(),
}))

export const balance = onchainTable(
  'balance',
  t => ({ account: t.hex().notNull(), asset: t.bigint().notNull(), amount: t.bigint().notNull() }),
  table => ({ pk: primaryKey({ columns: [table.account, table.asset] }), byAccount: index().on(table.account) }),
)

/** One side of a transfer. The sender's order ends in 0, the receiver's in 1. */
export const entry = onchainTable(
  'entry',
  t => ({
    order: t.text().primaryKey(),
    account: t.hex().notNull(),
    asset: t.bigint().notNull(),
    block: t.integer().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    transaction: t.hex().notNull(),
    kind: t
      .text()
      .$type<'deposit' | 'withdrawal' | 'issued' | 'redeemed' | 'payment' | 'refund' | 'settlement' | 'transfer'>()
      .notNull(),
    amount: t.bigint().notNull(),
    balanceAfter: t.bigint().notNull(),
    counterparty: t.hex().notNull(),
    agreement: t.hex(),
    digest: t.hex(),
    lines: t.json().$type<ClauseLine[]>().notNull(),
    fact: t.hex(),
  }),
  table => ({ byAccount: index().on(table.account, table.order) }),
)

/** An account that a contract owns. */
export const subAccount = onchainTable('sub_account', t => ({
  account: t.hex().primaryKey(),
  contract: t.hex().notNull(),
  key: t.hex().notNull(),
  agreement: t.hex(),
}))

export const quorum = onchainTable('quorum', t => ({
  id: t.hex().primaryKey(),
  members: t.json().$type<Address[]>().notNull(),
  k: t.integer().notNull(),
  notice: t.int8({ mode: 'number' }).notNull(),
  createdAt: t.int8({ mode: 'number' }).notNull(),
  rotations: t
    .json()
    .$type<{ members: Address[]; announcedAt: number; appliesAt: number; appliedAt: number | null }[]>()
    .notNull(),
}))

export const fact = onchainTable(
  'fact',
  t => ({
    digest: t.hex().primaryKey(),
    order: t.text().notNull(),
    quorum: t.hex().notNull(),
    topic: t.hex().notNull(),
    subject: t.hex().notNull(),
    round: t.bigint().notNull(),
    value: t.hex().notNull(),
    observedAt: t.int8({ mode: 'number' }).notNull(),
    /** The contract that used it first. */
    usedBy: t.hex().notNull(),
    block: t.integer().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    transaction: t.hex().notNull(),
    confirmedBy: t.json().$type<Address[]>().notNull(),
    members: t.json().$type<Address[]>().notNull(),
    needed: t.integer().notNull(),
  }),
  table => ({ bySubject: index().on(table.subject, table.order), byOrder: index().on(table.order) }),
)

/** That an agreement used a fact. */
export const use = onchainTable(
  'use',
  t => ({ agreement: t.hex().notNull(), fact: t.hex().notNull(), order: t.text().notNull() }),
  table => ({
    pk: primaryKey({ columns: [table.agreement, table.fact] }),
    byAgreement: index().on(table.agreement, table.order),
    byFact: index().on(table.fact),
  }),
)

/** A payment that Payments issued units for: a key counts within one quorum, currency and processor. */
export const payment = onchainTable(
  'payment',
  t => ({
    asset: t.bigint().notNull(),
    key: t.hex().notNull(),
    payer: t.hex().notNull(),
    payee: t.hex().notNull(),
    delivered: t.boolean().notNull(),
  }),
  table => ({ pk: primaryKey({ columns: [table.asset, table.key] }) }),
)

/** An order to the processor to pay, which units were given up for. */
export const instruction = onchainTable(
  'instruction',
  t => ({
    id: t.hex().primaryKey(),
    order: t.text().notNull(),
    payoutKey: t.hex().notNull(),
    owner: t.hex().notNull(),
    account: t.json().$type<InstructionView['account']>().notNull(),
    asset: t.bigint().notNull(),
    amount: t.bigint().notNull(),
    sequence: t.integer().notNull(),
    state: t.text().$type<InstructionView['state']>().notNull(),
    evidence: t.hex(),
    issuedAt: t.int8({ mode: 'number' }).notNull(),
    reportedAt: t.int8({ mode: 'number' }),
    block: t.integer().notNull(),
    transaction: t.hex().notNull(),
  }),
  table => ({ byOwner: index().on(table.owner, table.order), byState: index().on(table.state, table.order) }),
)

/** What changed what the processor account behind a unit has to hold. */
export const posting = onchainTable(
  'posting',
  t => ({
    order: t.text().primaryKey(),
    asset: t.bigint().notNull(),
    kind: t.text().$type<PostingView['kind']>().notNull(),
    reference: t.hex().notNull(),
    amount: t.bigint().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    transaction: t.hex().notNull(),
  }),
  table => ({ byAsset: index().on(table.asset, table.order) }),
)

/** A payment that the payer's bank took back, as it was booked then. */
export const dispute = onchainTable(
  'dispute',
  t => ({
    asset: t.bigint().notNull(),
    paymentKey: t.hex().notNull(),
    reference: t.hex().notNull(),
    bookedAt: t.int8({ mode: 'number' }).notNull(),
  }),
  table => ({ pk: primaryKey({ columns: [table.asset, table.paymentKey, table.reference] }) }),
)

/** What a processor account withholds, by the name that holds it. */
export const reserve = onchainTable('reserve', t => ({
  processor: t.hex().primaryKey(),
  account: t.hex().notNull(),
  rate: t.integer().notNull(),
  duration: t.int8({ mode: 'number' }).notNull(),
}))

export const agreement = onchainTable(
  'agreement',
  t => ({
    root: t.hex().primaryKey(),
    order: t.text().notNull(),
    /** The version in force, or the first one while nothing is. */
    digest: t.hex().notNull(),
    status: t
      .text()
      .$type<'proposed' | 'declined' | 'effective' | 'frozen' | 'terminated' | 'superseded' | 'completed'>()
      .notNull(),
    account: t.hex().notNull(),
    asset: t.bigint().notNull(),
    business: t.hex().notNull(),
    proposedAt: t.int8({ mode: 'number' }).notNull(),
    signBy: t.int8({ mode: 'number' }).notNull(),
    concludedAt: t.int8({ mode: 'number' }),
    terminatedAt: t.int8({ mode: 'number' }),
    frozenUntil: t.int8({ mode: 'number' }),
    /** How long all freezes together last, in seconds, the present one counted to its end. */
    frozenFor: t.int8({ mode: 'number' }).notNull(),
    received: t.bigint().notNull(),
    refunded: t.bigint().notNull(),
    owed: t.bigint().notNull(),
    /** The month the next close divides; null without a period. */
    openMonth: t.integer(),
    /** When the version took effect or the last month was closed. */
    countedFrom: t.int8({ mode: 'number' }).notNull(),
    /** Of the months not closed yet. */
    buckets: t.json().$type<Record<string, Bucket>>().notNull(),
  }),
  table => ({ byOrder: index().on(table.order), byBusiness: index().on(table.business) }),
)

/** One set of terms: the first version of an agreement or an amendment. */
export const version = onchainTable(
  'version',
  t => ({
    digest: t.hex().primaryKey(),
    root: t.hex().notNull(),
    order: t.text().notNull(),
    previous: t.hex().notNull(),
    terms: t.hex().notNull(),
    /** Anyone can publish terms that amend an agreement: they count once one of its parties proposed or signed them. */
    vouched: t.boolean().notNull(),
    concludedAt: t.int8({ mode: 'number' }),
    declined: t.json().$type<Refusal>(),
    /** What its clauses took and paid, from the conclusion on: see `src/rows/books.ts`. */
    books: t.text(),
  }),
  table => ({ byRoot: index().on(table.root, table.order) }),
)

/** A signature given ahead of the conclusion. */
export const signature = onchainTable(
  'signature',
  t => ({ digest: t.hex().notNull(), account: t.hex().notNull(), signedAt: t.int8({ mode: 'number' }).notNull() }),
  table => ({ pk: primaryKey({ columns: [table.digest, table.account] }) }),
)

/** A party of a version that counts. */
export const party = onchainTable(
  'party',
  t => ({
    digest: t.hex().notNull(),
    position: t.integer().notNull(),
    root: t.hex().notNull(),
    account: t.hex().notNull(),
    role: t.text().notNull(),
    signedAt: t.int8({ mode: 'number' }),
  }),
  table => ({
    pk: primaryKey({ columns: [table.digest, table.position] }),
    byAccount: index().on(table.account),
    byRoot: index().on(table.root),
  }),
)

/** A month that has been closed. */
export const month = onchainTable(
  'month',
  t => ({
    root: t.hex().notNull(),
    month: t.integer().notNull(),
    digest: t.hex().notNull(),
    byDefault: t.boolean().notNull(),
    net: t.bigint().notNull(),
    entries: t.int8({ mode: 'number' }).notNull(),
    closedAt: t.int8({ mode: 'number' }).notNull(),
    quantities: t.json().$type<string[]>().notNull(),
    taken: t.json().$type<string[]>().notNull(),
    received: t.json().$type<string[]>().notNull(),
    fact: t.hex(),
  }),
  table => ({ pk: primaryKey({ columns: [table.root, table.month] }) }),
)

/** Money an agreement booked. */
export const booking = onchainTable(
  'booking',
  t => ({
    order: t.text().primaryKey(),
    root: t.hex().notNull(),
    kind: t.text().$type<'receipt' | 'refund' | 'surplus'>().notNull(),
    paymentKey: t.hex().notNull(),
    refundId: t.hex(),
    payer: t.hex().notNull(),
    amount: t.bigint().notNull(),
    returned: t.bigint().notNull(),
    month: t.integer().notNull(),
    observedAt: t.int8({ mode: 'number' }).notNull(),
    block: t.integer().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    transaction: t.hex().notNull(),
    fact: t.hex(),
  }),
  table => ({ byRoot: index().on(table.root, table.order) }),
)

/** One point of the waterfall: a close, or a settlement where the terms have no period. */
export const point = onchainTable(
  'point',
  t => ({
    order: t.text().primaryKey(),
    root: t.hex().notNull(),
    label: t.text().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    net: t.bigint().notNull(),
    byClause: t.json().$type<string[]>().notNull(),
    byParty: t.json().$type<string[]>().notNull(),
  }),
  table => ({ byRoot: index().on(table.root, table.order) }),
)

export const event = onchainTable(
  'event',
  t => ({
    order: t.text().primaryKey(),
    root: t.hex().notNull(),
    kind: t
      .text()
      .$type<
        | 'proposed'
        | 'signed'
        | 'declined'
        | 'concluded'
        | 'monthClosed'
        | 'lockResolved'
        | 'settled'
        | 'frozen'
        | 'resumed'
        | 'terminated'
        | 'superseded'
        | 'completed'
      >()
      .notNull(),
    block: t.integer().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    transaction: t.hex().notNull(),
    args: t.json().$type<Record<string, string>>().notNull(),
  }),
  table => ({ byRoot: index().on(table.root, table.order) }),
)

/** One row: what the transaction being read has moved so far, and what its events said about it. */
export const pending = onchainTable('pending', t => ({
  id: t.integer().primaryKey(),
  transaction: t.hex().notNull().$type<Hex>(),
  state: t.json().$type<Pending>().notNull(),
}))

/** A payment that went to its payer, because the account it was meant for refused it. */
export const returned = onchainTable(
  'returned',
  t => ({
    order: t.text().primaryKey(),
    /** The agreement it was meant for. */
    root: t.hex().notNull(),
    payer: t.hex().notNull(),
    asset: t.bigint().notNull(),
    amount: t.bigint().notNull(),
    block: t.integer().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
    transaction: t.hex().notNull(),
    fact: t.hex().notNull(),
  }),
  table => ({ byFact: index().on(table.fact) }),
)
