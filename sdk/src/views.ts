// What the indexer answers, shared by every reader. Amounts are decimal strings in the asset's smallest unit, times are
// Unix seconds, ids and hashes are 0x-prefixed hex in lower case, addresses are checksummed.

import type { Address, Hex } from 'viem'

/** `GET /v1/status`: how far the indexer has read, and which chain. */
export type StatusView = {
  chainId: number
  genesisHash: Hex
  block: number
  blockHash: Hex
  timestamp: number
  /** Whether the indexer has read up to the chain's head. */
  ready: boolean
}

/** A unit of value the Ledger keeps. */
export type AssetView = {
  id: string
  symbol: string
  decimals: number
  /** `erc20` is held by the Ledger, `currency` is issued by Payments, `issued` by another contract. */
  kind: 'erc20' | 'currency' | 'issued'
  issuer: Address
  quorum: Hex | null
  supply: string
}

/** `GET /v1/accounts/:address`. */
export type AccountView = {
  address: Address
  balances: { asset: AssetView; amount: string }[]
  /** Set when the account is a contract's sub-account, for example an agreement's. */
  owner: { contract: Address; key: Hex; agreement: Hex | null } | null
  /** Agreements the account signs, or is asked to sign. */
  agreements: AgreementSummary[]
}

/** Why money moved: the clause and the tier of the agreement. */
export type ClauseLine = {
  /** Running index: monthly clauses first, then the cumulative ones. */
  clause: number
  stage: 'monthly' | 'cumulative'
  /** One-based position among the limited cumulative clauses; null where the clause is not a tier. */
  tier: number | null
  amount: string
  month: number | null
}

/** One line of an account's statement, newest first. */
export type EntryView = {
  id: string
  block: number
  timestamp: number
  transaction: Hex
  kind: 'deposit' | 'withdrawal' | 'issued' | 'redeemed' | 'payment' | 'refund' | 'settlement' | 'transfer'
  asset: string
  /** Signed: positive when the account received. */
  amount: string
  balanceAfter: string
  counterparty: Address
  agreement: Hex | null
  digest: Hex | null
  lines: ClauseLine[]
  /** The fact behind it, when there is one: its digest. */
  fact: Hex | null
}

/** `GET /v1/accounts/:address/entries?limit=&cursor=&asset=&agreement=`. */
export type EntriesView = { entries: EntryView[]; next: string | null }

export type AgreementStatus =
  | 'proposed'
  | 'declined'
  | 'effective'
  | 'frozen'
  | 'terminated'
  | 'superseded'
  | 'completed'

export type AgreementSummary = {
  root: Hex
  digest: Hex
  scheme: 'splits'
  status: AgreementStatus
  account: Address
  asset: AssetView
  business: Hex
  parties: { account: Address; role: string; signed: boolean }[]
  signBy: number
  proposedAt: number
  concludedAt: number | null
  received: string
  refunded: string
  owed: string
  /** Amendments of the version in force that wait for signatures or were declined, oldest first. */
  pending: PendingVersion[]
}

/** A version that is to replace the one in force; its terms are among the `versions` of the view. */
export type PendingVersion = {
  digest: Hex
  signBy: number
  /** In the order in which `amend` takes signatures: the version's own parties, then those of the one in force who leave. */
  signers: {
    account: Address
    role: string
    /** Whether the version no longer lists the party: its signature is not recorded ahead, it comes with `amend`. */
    leaves: boolean
    signedAt: number | null
  }[]
  declined: Refusal | null
}

/** That a party refused terms, and why. */
export type Refusal = { party: Address; reason: string; at: number }

export type PartyPosition = {
  account: Address
  role: string
  signedAt: number | null
  /** Entitled by the terms so far. */
  entitled: string
  paid: string
  /** What the party would get from locked clauses if they unlock, not part of `entitled`. */
  locked: string
  lines: ClauseLine[]
}

export type ClausePosition = {
  clause: number
  stage: 'monthly' | 'cumulative'
  taken: string
  limit: string | null
  /** Carried dues not yet paid, monthly clauses only. */
  unpaid: string | null
  /** Cumulative metered quantity, in the meter's smallest unit. */
  quantity: string | null
  lock: { status: 'none' | 'waiting' | 'unlocked' | 'lapsed'; by: number; topic: Hex; subject: Hex } | null
  /** What the clause it continues had taken, which counts towards the limit; monthly clauses 0. */
  continued: string
}

export type MonthView = {
  month: number
  status: 'open' | 'later' | 'closed' | 'closedByDefault'
  net: string
  entries: number
  closedAt: number | null
  quantities: string[]
  /** Per clause, running index: what the clause took in this month's close. */
  taken: string[]
  /** Per party, listed order: what the party received from this month's close. */
  received: string[]
  /** Unix second after which anyone may close it by default; null when closed. */
  defaultAfter: number | null
  fact: Hex | null
}

/** `GET /v1/agreements/:root`. */
export type AgreementView = AgreementSummary & {
  /** abi.encode(Agreement) of the current version: decode with the sdk. */
  terms: Hex
  versions: { digest: Hex; previous: Hex; concludedAt: number | null; terms: Hex }[]
  /** Set when the first version was refused. */
  declined: Refusal | null
  frozenUntil: number | null
  balance: string
  /** Net revenue of months not closed yet, signed. */
  openNet: string
  openMonth: number | null
  base: string
  residue: string
  clauses: ClausePosition[]
  positions: PartyPosition[]
  months: MonthView[]
  events: AgreementEvent[]
}

export type AgreementEvent = {
  id: string
  kind:
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
  block: number
  timestamp: number
  transaction: Hex
  /** Event arguments as strings. */
  args: Record<string, string>
}

/** `GET /v1/agreements?party=&status=&business=&limit=&cursor=`. */
export type AgreementsView = { agreements: AgreementSummary[]; next: string | null }

/** A receipt or refund booked by an agreement. `GET /v1/agreements/:root/payments?kind=&limit=&cursor=`. */
export type PaymentView = {
  id: string
  kind: 'receipt' | 'refund' | 'surplus'
  paymentKey: Hex
  refundId: Hex | null
  payer: Address
  amount: string
  returned: string
  month: number
  observedAt: number
  block: number
  timestamp: number
  transaction: Hex
  fact: Hex | null
}

export type PaymentsView = { payments: PaymentView[]; next: string | null }

/** A fact the chain has used or recorded, with who confirmed it. `GET /v1/facts/:digest`. */
export type FactView = {
  digest: Hex
  quorum: Hex
  topic: 'payment' | 'refund' | 'dispute' | 'payout' | 'month' | 'milestone' | 'freeze' | 'other'
  subject: Hex
  round: string
  value: Hex
  observedAt: number
  usedBy: Address
  /** The agreements that acted on it. */
  agreements: { root: Hex; business: Hex }[]
  block: number
  timestamp: number
  transaction: Hex
  confirmedBy: Address[]
  members: Address[]
  needed: number
}

/** `GET /v1/facts?agreement=&subject=&topic=&limit=&cursor=` and `GET /v1/agreements/:root/facts`, newest first. */
export type FactsView = { facts: FactView[]; next: string | null }

/** `GET /v1/quorums/:id` and `GET /v1/quorums`. */
export type QuorumView = {
  id: Hex
  members: Address[]
  /** Confirmations needed: one more than the preset number k. */
  needed: number
  notice: number
  createdAt: number
  rotations: { members: Address[]; announcedAt: number; appliesAt: number; appliedAt: number | null }[]
}

/** One point of the waterfall chart. `GET /v1/agreements/:root/waterfall`. */
export type WaterfallView = {
  /** One per close, or per settlement where the terms have no period. */
  points: { label: string; timestamp: number; net: string; byClause: string[]; byParty: string[] }[]
}

/** Something that happened on the chain and that somebody should hear of. `id` sorts in the order of the chain. */
export type News =
  | { type: 'event'; id: string; root: Hex; event: AgreementEvent }
  | { type: 'booking'; id: string; root: Hex; asset: AssetView; payment: PaymentView }
  /** Money that reached somebody's own account. */
  | { type: 'entry'; id: string; account: Address; asset: AssetView; entry: EntryView }
  | { type: 'returned'; id: string; root: Hex; asset: AssetView; payment: ReturnedPayment }

/** A payment that went to its payer, because the agreement it was meant for refused it. */
export type ReturnedPayment = {
  payer: Address
  amount: string
  block: number
  timestamp: number
  transaction: Hex
  fact: Hex
}

/** `GET /v1/news?block=&cursor=&limit=`: from a block on, oldest first; `next` is set while there is more. */
export type NewsView = { news: News[]; next: string | null }

/** Every error an API answers, with the same reason code as the contract's. */
export type ErrorView = { error: { code: string; message: string; details?: unknown } }

/* What the server answers about the business-data system and the nodes. */

/** The signature of a party that an amendment leaves out. `GET /api/amendments/:digest/signatures`. */
export type LeaverSignature = { account: Address; signature: Hex; at: number }

export type BusinessView = {
  id: Hex
  name: string
  project: string
  publicKey: string
  participants: { name: string; role: string; account: Address }[]
  agreements: Hex[]
  rows: { progress: number; bills: number }
  createdAt: number
}

/** A stored row as people read it: `GET /api/businesses/:id/rows?kind=progress|bills&after=&limit=`. */
export type RowView = {
  seq: number
  kind: 'meter' | 'milestone' | 'close' | 'payment' | 'refund' | 'dispute' | 'payout'
  id: string
  round: number
  date: string
  recordedAt: string
  bookedAt: number
  data: Record<string, string>
}

/** `GET /api/businesses/:id/batches/:batch`. */
export type BatchView = {
  id: string
  total: number
  accepted: number
  duplicates: number
  refused: { line: number; code: string; message: string }[]
  status: 'running' | 'done'
}

/** `GET /api/nodes`. */
export type NodeView = {
  name: string
  address: Address
  url: string
  status: 'up' | 'behind' | 'down'
  /** Last row sequence the node has read, per business. */
  cursor: Record<string, number>
  block: number
  decided: number
  dissented: number
  error: string | null
}

/** What a node decided about a subject: `GET /api/opinions?subject=&agreement=&dissent=1`, collected from every node. */
export type OpinionView = {
  node: string
  address: Address
  subject: Hex
  topic: string
  /** The digest the node signed; null when it dissents. */
  digest: Hex | null
  dissent: { code: string; message: string } | null
  at: number
}

/** Development chain only: `GET /api/dev/wallets`. */
export type DevWalletView = { name: string; role: string; address: Address; privateKey: Hex }

/** Development chain only: `GET /api/dev/example` (state) after `POST /api/dev/example` (start). */
export type ExampleView = {
  status: 'idle' | 'running' | 'done' | 'failed'
  step: 'agreement' | 'signing' | 'import' | 'settling' | 'done' | null
  root: Hex | null
  business: Hex | null
  /** Rows settled on the chain out of all rows. */
  done: number
  total: number
  error: { code: string; message: string } | null
}

/** Something an account should hear of, kept until it is read. */
export type AlertView = {
  id: number
  kind: string
  /** What it is about: an agreement's root, or a draft's id. */
  subject: string
  /** What happened, by name; amounts are decimal strings. */
  args: Record<string, unknown>
  raisedAt: number
  readAt: number | null
}

/** `GET /api/alerts?unread=1&before=`: newest first; `next` is the next page's `before`. */
export type AlertsView = { alerts: AlertView[]; unread: number; next: number | null }

/** `GET /api/sessions/me/email`: where an account's alerts are mailed. */
export type MailboxView = { address: string | null; language: 'en' | 'zh'; confirmed: boolean }

export type { ActKind, ActsView, ActView, BegunActView } from './life/views.ts'
