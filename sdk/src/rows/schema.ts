import { z } from 'zod'
import { Particulars } from '../payments/particulars.ts'
import { ProcessorAccount } from '../payments/processor.ts'

const date = z.iso.date({ error: issue => `"${String(issue.input)}" is no calendar date; write it like "2026-01-31".` })
const moment = z.iso.datetime({
  offset: true,
  error: issue => `"${String(issue.input)}" is no moment; write it like "2026-01-31T18:00:00Z".`,
})
const name = z.string().trim().min(1, 'is empty').max(100, 'is longer than 100 characters')
const decimal = z
  .string()
  .regex(/^\d+(\.\d{1,3})?$/, { error: issue => `"${String(issue.input)}" is no quantity; write it like "412.350".` })
const amount = z
  .string()
  .regex(/^\d+(\.\d{1,18})?$/, { error: issue => `"${String(issue.input)}" is no amount; write it like "1500.00".` })
const round = z.coerce.number({ error: 'round must be a whole number' }).int().min(0).max(1_000_000)
const currency = z.string().regex(/^[A-Z]{3}$/, { error: 'currency must be three capital letters like "XTS"' })

/** The columns of `progress.csv`, in order. */
export const progressColumns = ['recordedAt', 'date', 'kind', 'reference', 'round', 'value', 'unit'] as const
/** The columns of `bills.csv`, in order. */
export const billColumns = ['recordedAt', 'date', 'kind', 'id', 'original', 'amount', 'currency', 'payer'] as const

const common = { recordedAt: moment, date }

/** A line of `progress.csv`: a day's metered quantity, a milestone reached, or a month's close. */
export const ProgressLine = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('meter'), reference: name, round, value: decimal, unit: name }),
  z.object({
    ...common,
    kind: z.literal('milestone'),
    reference: name,
    round,
    value: z.literal('1'),
    unit: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal('close'),
    reference: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'reference must be the month, like "2025-11"'),
    round,
    value: z.string().max(0, 'a close has no value'),
    unit: z.string(),
  }),
])

/** A line of `bills.csv`: a payment received or a refund made. Amounts are in the currency's major unit. */
export const BillLine = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('payment'), id: name, original: z.string(), amount, currency, payer: name }),
  z.object({ ...common, kind: z.literal('refund'), id: name, original: name, amount, currency, payer: z.string() }),
])

export type ProgressLine = z.infer<typeof ProgressLine>
export type BillLine = z.infer<typeof BillLine>

const base = {
  date,
  /** When the business recorded it, ISO 8601. */
  recordedAt: moment,
  /** The source's version of the record, from 0; a correction is the next. */
  round: z.number().int().min(0),
  /** The record's own id, unique within its kind. */
  id: name,
}

const hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
/** The account at which the processor's own record of it is found; without one it is the business's word alone. */
const processor = ProcessorAccount.optional()
const purpose = z.string().max(500, 'is longer than 500 characters').optional()

/** What becomes of an instruction, in order; the round of its row is 0 for accepted, 1 for paid or failed, 2 for reversed. */
export const PayoutState = z.enum(['accepted', 'paid', 'failed', 'reversed'])
export type PayoutState = z.infer<typeof PayoutState>

const PayoutData = z.object({
  /** The instruction's id on the chain. */
  instruction: hex,
  sequence: z.int().min(1),
  /** The key of the payout account. */
  payoutAccount: hex,
  amount,
  currency,
  state: PayoutState,
  /** The processor's id of the transfer, or its code for why it failed. */
  evidence: name,
  processor,
  /** The receiving account, so that nodes can see at the processor where the money went. */
  particulars: Particulars.optional(),
})

/** A record of the business system, before it is numbered and signed. */
export const RowInput = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('meter'), data: z.object({ meter: name, quantity: decimal, unit: name }) }),
  z.object({ ...base, kind: z.literal('milestone'), data: z.object({ milestone: name, value: z.literal('1') }) }),
  z.object({ ...base, kind: z.literal('close'), data: z.object({ month: z.string() }) }),
  z.object({
    ...base,
    kind: z.literal('payment'),
    data: z.object({ amount, currency, payer: name, purpose, processor }),
  }),
  z.object({ ...base, kind: z.literal('refund'), data: z.object({ original: name, amount, currency, processor }) }),
  // Round 0: the payer's bank took the payment back. Round 1: the dispute was won.
  z.object({
    ...base,
    kind: z.literal('dispute'),
    data: z.object({ original: name, amount, currency, processor }),
  }),
  z.object({ ...base, kind: z.literal('payout'), data: PayoutData }),
])
export type RowInput = z.infer<typeof RowInput>

/** What the business system adds to a record before it signs it. */
const delivered = {
  /** Position among the business's rows, from 1, without gaps. */
  seq: z.number().int().min(1),
  business: hex,
  /** The root of the agreement it counts for. */
  agreement: hex,
  /** Booking date, Unix seconds: decides in which month it counts. */
  bookedAt: z.number().int().min(0),
  /** The business's P-256 public key, SPKI in base64. */
  publicKey: z.string(),
  /** ECDSA P-256 over SHA-256 of the canonical JSON without this field, IEEE P1363 in base64. */
  signature: z.string(),
}

/** What a month's close states: nodes compute the same from their own copy. */
export const CloseData = z.object({
  month: z.string(),
  entries: z.number().int().min(0),
  /** Receipts less refunds, in the smallest unit. */
  sum: z.string().regex(/^-?\d+$/),
  /** Per meter the quantity since the beginning, in thousandths of its unit. */
  quantities: z.record(z.string(), z.string().regex(/^\d+$/)),
})
export type CloseData = z.infer<typeof CloseData>

const [meter, milestone, close, payment, refund, dispute, payout] = RowInput.options
/** A row as the nodes receive it. */
export const FeedRow = z.discriminatedUnion('kind', [
  meter.extend(delivered),
  milestone.extend(delivered),
  close.extend({ ...delivered, data: CloseData }),
  payment.extend(delivered),
  refund.extend(delivered),
  dispute.extend(delivered),
  payout.extend(delivered),
])
export type FeedRow = z.infer<typeof FeedRow>
/** A row before it is signed. */
export type UnsignedRow = FeedRow extends infer Row ? (Row extends FeedRow ? Omit<Row, 'signature'> : never) : never
