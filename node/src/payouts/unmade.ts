import { processorText } from '../agreements/unit.ts'
import type { Objection } from '../facts/decision.ts'
import type { PayoutContext, RowOf } from '../rows/context.ts'

/**
 * What speaks against a row that says that an instruction failed before anything was paid for it: the processor made a payout, or
 * can still make one, because the receiving account is open.
 */
export function objectToUnmade({ id, data }: RowOf<'payout'>, { record }: PayoutContext): Objection | undefined {
  const { processor, particulars, state, evidence } = data
  if (!record) return { code: 'ProcessorUnknown', args: { given: processor && processorText(processor) } }
  if (record.kind === 'awaited') return { wait: record.code }
  if (record.kind === 'payout') return { code: 'PayoutDiffers', args: { given: state, expected: record.state } }
  if (record.kind !== 'unmade') return { code: 'NotAtProcessor', args: { kind: 'payout', id } }
  const { destination, closure } = record
  if (state !== 'failed') return { code: 'PayoutDiffers', args: { given: state, expected: 'not made' } }
  if (destination !== particulars?.account)
    return { code: 'DestinationDiffers', args: { given: particulars?.account, expected: destination } }
  if (closure === null) return { code: 'ReceiverOpen', args: {} }
  return evidence === closure ? undefined : { code: 'EvidenceDiffers', args: { given: evidence, expected: closure } }
}
