import type { Code } from '../facts/reasons.ts'
import type { ProcessorRow } from './port.ts'
import type { ProcessorRecord } from './record.ts'

/** What the processor has still to say before the row can be decided; undefined when that is everything. */
export function pendingOf(row: ProcessorRow, record: ProcessorRecord): Code | undefined {
  if (record.kind === 'awaited') return record.code
  if (record.kind === 'payment' && record.outcome === 'pending') return 'PaymentPending'
  if (record.kind === 'refund' && record.outcome === 'pending') return 'RefundPending'
  if (record.kind === 'dispute') {
    const outcome = row.round === 0 ? record.withdrawn : record.reinstated
    if (outcome === 'pending') return 'DisputePending'
  }
  // Only a payout that has not ended can still become what the row says.
  const ends = row.kind === 'payout' && row.data.state !== 'accepted'
  return ends && record.kind === 'payout' && record.state === 'accepted' ? 'PayoutPending' : undefined
}
