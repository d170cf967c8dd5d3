import type { Address, Hex } from 'viem'

/** An order to pay out, and what became of it. `GET /v1/payouts?owner=&state=&asset=&limit=&cursor=`, newest first. */
export type InstructionView = {
  id: Hex
  payoutKey: Hex
  owner: Address
  /** The payout account as the chain has it; `minimum` is a decimal string. */
  account: Record<'owner' | 'rail' | 'account' | 'minimum' | 'quorum' | 'currency' | 'processor', string>
  asset: string
  amount: string
  /** The number among the account's instructions, from 1. */
  sequence: number
  state: 'issued' | 'accepted' | 'paid' | 'failed' | 'reversed'
  /** The hash of the processor's id of the transfer, or of its code for why it failed. */
  evidence: Hex | null
  issuedAt: number
  reportedAt: number | null
  block: number
  transaction: Hex
}

export type InstructionsView = { instructions: InstructionView[]; next: string | null }

/** Something the chain booked of a currency unit. `GET /v1/payouts/postings?asset=&limit=&cursor=`, newest first. */
export type PostingView = {
  id: string
  kind: 'payment' | 'refund' | 'dispute' | 'won' | 'paid' | 'reversed' | 'released'
  /** The hash of the processor's id; of a payout the instruction. */
  reference: Hex
  amount: string
  timestamp: number
  transaction: Hex
}

export type PostingsView = { postings: PostingView[]; next: string | null }

type UnitTotals = Record<'outstanding' | 'inFlight' | 'receivables' | 'reserve', string>

/** A processor account against the chain, in the currency's minor unit. `GET /api/rails/reconcile?business=`. */
export type ReconciliationView = UnitTotals & {
  business: Hex
  rail: string
  account: string
  currency: string
  series: (UnitTotals & { asset: string; quorum: Hex })[]
  /** What the processor holds now, payouts under way included. */
  balance: string
  /** Balance and receivables, less units outstanding, in flight and reserve. */
  difference: string
  causes: { code: string; id: string; amount: string }[]
}
