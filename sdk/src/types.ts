import type { Address, Hex } from 'viem'

/** A statement about the outside world, as attestors sign it. Every field is a function of the source record. */
export type Fact = {
  quorum: Hex
  /** The contract that may use it, or the zero address. */
  audience: Address
  topic: Hex
  subject: Hex
  /** The source's version of the record, 0 first. */
  round: bigint
  value: Hex
  /** Business time, Unix seconds; decides no deadline. */
  observedAt: number
  /** Last second the value may be relied on, Unix seconds; 0 never expires. */
  validUntil: number
}

/** Who confirmed a fact. */
export type Confirmations = {
  /** Bit i is set when attestor i signed. */
  mask: number
  /** 64-byte (r, vs) signatures in the order of the attestors. */
  signatures: Hex
}

/** A payment that succeeded at a processor. */
export type Receipt = {
  quorum: Hex
  /** ISO 4217 code, ASCII, left-aligned: `currencyCode`. */
  currency: Hex
  processor: Hex
  /** The processor's transaction id, hashed: `externalId`. */
  transaction: Hex
  payer: Address
  /** In the currency's minor unit. */
  amount: bigint
  /** Booking date, Unix seconds: decides in which month it counts. */
  bookedAt: number
  payee: Address
  key: Hex
  gasLimit: number
}

/** A refund of a payment. */
export type Refund = {
  paymentKey: Hex
  refundId: Hex
  /** In the currency's minor unit. */
  amount: bigint
  /** Booking date, Unix seconds. */
  bookedAt: number
}

/** A receiving account outside the chain, as Payments names it. */
export type PayoutAccount = {
  owner: Address
  /** ASCII, left-aligned. */
  rail: Hex
  /** The salted hash of its particulars: `particularsHash`. */
  account: Hex
  /** What anyone may have paid out at the least, in the currency's minor unit. */
  minimum: bigint
  quorum: Hex
  /** ISO 4217 code, ASCII, left-aligned. */
  currency: Hex
  /** The account that pays: `processorName`. */
  processor: Hex
}

/** What closes a month. */
export type MonthClose = {
  /** Months since January 1970. */
  month: number
  /** Per monthly clause the cumulative quantity, in the meter's smallest unit. */
  quantities: readonly bigint[]
  /** Receipts and refunds that count in the month. */
  entries: number
  /** Receipts less refunds, in the asset's smallest unit. */
  sum: bigint
  /** Merkle root over the business's rows of the month. */
  rows: Hex
}
