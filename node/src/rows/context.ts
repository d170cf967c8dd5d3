import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { PayoutAccount, Receipt, Refund } from '@concordat/sdk/types.ts'
import type { Address, Hex } from 'viem'
import type { Standing } from '../agreements/find.ts'
import type { ProcessorRecord } from '../processors/record.ts'

/** What a decision about a row depends on beside the row. */
export type RowContext = {
  standing: Standing
  contracts: { Payments: Address; Splits: Address }
  chainId: number
  /** The last month whose close the business had issued before the row, counted from January 1970. */
  lastClosed: number | undefined
  /** What the processor that the row names says of it; null when the row names none, or one the node cannot ask. */
  record: ProcessorRecord | null
}

export type PaymentContext = RowContext & {
  /** Whether the chain knows the reserve of the account, if it has one. */
  isReserveDeclared: boolean
  /** Another payment that used the same order, if any did. */
  orderUsedBy: string | undefined
}

export type RefundContext = RowContext & {
  /** The payment it belongs to, if the node found it true. */
  original: Receipt | undefined
  /** Whether an earlier row about that payment, or the payment itself, is not decided. */
  isOriginalWaiting: boolean
  /** What went back of it before this row and did not return, in the currency's minor unit. */
  refunded: bigint
}

export type DisputeContext = RefundContext & {
  /** The dispute as it was opened, if the node found it true. */
  opened: Refund | undefined
}

/** An order to pay, as the chain has it. */
export type Instruction = {
  payoutKey: Hex
  account: PayoutAccount
  /** The Ledger id of the units that were given up. */
  asset: bigint
  amount: bigint
  sequence: number
}

export type PayoutContext = RowContext & {
  /** Undefined when the chain does not know it, or not deep enough. */
  instruction: Instruction | undefined
  /** Whether a later row says that the payout came back. */
  isReversed: boolean
}

export type RowOf<Kind extends FeedRow['kind']> = Extract<FeedRow, { kind: Kind }>
