import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { ProcessorRecord } from './record.ts'

/** A row about something that a processor has a record of. */
export type ProcessorRow = Extract<FeedRow, { kind: 'payment' | 'refund' | 'dispute' | 'payout' }>

/** A connection to one account at a processor, with rights to read. */
export type ProcessorPort = {
  /** The account as rows name it, rail and account. */
  name: string
  /** What the processor says of it now. Throws RetryableError when it does not answer. */
  read: (row: ProcessorRow) => Promise<ProcessorRecord>
}
