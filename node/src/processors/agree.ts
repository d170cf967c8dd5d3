import { payerAccount } from '@concordat/sdk/ids.ts'
import { dateOf } from '@concordat/sdk/rows/booking.ts'
import { processorText } from '../agreements/unit.ts'
import type { Objection } from '../facts/decision.ts'
import type { RowContext, RowOf } from '../rows/context.ts'
import { pendingOf } from './pending.ts'
import type { ProcessorRow } from './port.ts'
import type { PaymentRecord, ProcessorRecord } from './record.ts'

type Code = Extract<Objection, { code: unknown }>['code']
type RecordOf<Kind extends ProcessorRow['kind']> = Extract<ProcessorRecord, { kind: Kind }>
type Found<Kind extends ProcessorRow['kind']> = { record: RecordOf<Kind> } | { objection: Objection }

const object = (code: Code, args: Record<string, unknown> = {}): Objection => ({ code, args })

/** The processor's record of a row, when it has one of money that moved, in the row's currency and amount. */
export function findRecord<Kind extends ProcessorRow['kind']>(
  row: ProcessorRow & { kind: Kind },
  amount: bigint,
  { record }: RowContext,
): Found<Kind> {
  const refuse = (code: Code, args: Record<string, unknown>) => ({ objection: object(code, args) })
  const { id, kind, data } = row as ProcessorRow
  const { processor, currency: given } = data
  if (!record) return refuse('ProcessorUnknown', { given: processor && processorText(processor) })
  if (record.kind === 'awaited') return { objection: { wait: record.code } }
  if (record.kind === 'none' || record.kind !== kind) return refuse('NotAtProcessor', { kind, id })
  const pending = pendingOf(row, record)
  if (pending) return { objection: { wait: pending } }
  if ('outcome' in record && record.outcome === 'failed')
    return refuse(record.kind === 'payment' ? 'PaymentNotSucceeded' : 'RefundNotSucceeded', { status: record.status })
  if (record.currency !== given) return refuse('CurrencyDiffersAtProcessor', { given, expected: record.currency })
  if (record.amount !== amount.toString())
    return refuse('AmountDiffersAtProcessor', { given: amount, expected: record.amount })
  return { record: record as RecordOf<Kind> }
}

/** The day is what the processor was told when the money moved, or the day on which it began to. */
export function objectToDate(
  row: ProcessorRow,
  told: string | undefined,
  at: number,
  { standing }: RowContext,
): Objection | undefined {
  const expected = told ?? dateOf(at, standing.terms.rules.period.utcOffsetMinutes)
  return row.date === expected ? undefined : object('DateDiffers', { given: row.date, expected })
}

/** Whether the payer meant this payment: the agreement, the payer, the purpose and the day that it carries. */
export function objectToMeaning(
  row: RowOf<'payment'>,
  { metadata, createdAt }: PaymentRecord,
  context: RowContext,
): Objection | undefined {
  const { agreement, data } = row
  const expected = metadata.agreement
  if (expected !== agreement) return object('AgreementDiffers', { given: agreement, expected })
  const { payer, purpose = '' } = metadata
  if (payer === undefined || payerAccount(payer) !== payerAccount(data.payer))
    return object('PayerDiffers', { given: data.payer, expected: payer })
  if ((data.purpose ?? '') !== purpose)
    return object('PurposeDiffers', { given: data.purpose ?? '', expected: purpose })
  return objectToDate(row, metadata.date, createdAt, context)
}
