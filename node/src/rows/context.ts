import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Receipt } from '@concordat/sdk/types.ts'
import type { Address } from 'viem'
import type { Standing } from '../agreements/find.ts'

/** What a decision about a row depends on beside the row. */
export type RowContext = {
  standing: Standing
  contracts: { Payments: Address; Splits: Address }
  /** The last month whose close the business had issued before the row, counted from January 1970. */
  lastClosed: number | undefined
}

export type RefundContext = RowContext & {
  /** The refunded payment, if the node found it true. */
  original: Receipt | undefined
  /** What was refunded of it before this row, in the currency's minor unit. */
  refunded: bigint
}

export type RowOf<Kind extends FeedRow['kind']> = Extract<FeedRow, { kind: Kind }>
