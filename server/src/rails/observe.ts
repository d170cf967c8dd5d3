import { dateOf } from '@concordat/sdk/rows/booking.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type Stripe from 'stripe'
import type { Hex } from 'viem'
import { type AttachedAgreement, findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { type Contact, findContact } from '../receipts/contact.ts'
import { moneyOf } from './amounts.ts'
import { type Connection, processorOf, requireProcessor } from './connections.ts'
import { noteFailedRefund } from './failedRefunds.ts'
import { observePayout } from './observePayout.ts'
import { findAt, idOf } from './processor.ts'

/** Something at a processor that rows are about. */
export type Thing = { kind: 'payment' | 'refund' | 'dispute' | 'payout'; id: string }

/** What a thing at the processor comes to, as rows of one agreement. */
export type Observed = { agreement: AttachedAgreement; rows: RowInput[]; payers?: Contact[] }

/**
 * Asks the processor how a thing stands now and says it in rows, in their order. Whatever events came, in whatever order and how
 * often, the answer is the same. Throws the reason when nothing can come of it.
 */
export async function observe(context: Context, connection: Connection, thing: Thing): Promise<Observed | undefined> {
  const { kind, id } = thing
  const { ask } = requireProcessor(context.processors, connection.account)
  if (kind === 'payment') return observePayment(context, connection, id)
  if (kind === 'payout') {
    const payout = await findAt(ask((client, options) => client.payouts.retrieve(id, {}, options)))
    return payout && observePayout(context, connection, payout)
  }
  const back = await findAt<Stripe.Refund | Stripe.Dispute>(
    kind === 'refund'
      ? ask((client, options) => client.refunds.retrieve(id, {}, options))
      : ask((client, options) => client.disputes.retrieve(id, {}, options)),
  )
  if (back?.object === 'refund') await noteFailedRefund(context, connection, back)
  const original = idOf(back?.payment_intent ?? null)
  const observed = original ? await observePayment(context, connection, original) : undefined
  if (!back || !original || !observed) return undefined
  const { agreement } = observed
  const said = { original, ...moneyOf(back.amount, back.currency), processor: processorOf(connection) }
  const rows = back.object === 'refund' ? rowsOfRefund(back, said, agreement) : rowsOfDispute(back, said, agreement)
  return { ...observed, rows: [...observed.rows, ...rows] }
}

async function observePayment(context: Context, connection: Connection, id: string): Promise<Observed | undefined> {
  const { ask } = requireProcessor(context.processors, connection.account)
  const intent = await findAt(ask((client, options) => client.paymentIntents.retrieve(id, {}, options)))
  if (intent?.status !== 'succeeded') return undefined
  const { agreement: root, payer, purpose = '', date } = intent.metadata
  if (!root || !payer)
    throw new ApiError(422, 'PaymentWithoutOrder', `The payment ${id} does not say for which agreement it was made.`, {
      id,
    })
  const agreement = await findAgreement(context.sql, context.indexer, connection.business, root as Hex)
  const row: RowInput = {
    kind: 'payment',
    id,
    round: 0,
    recordedAt: new Date().toISOString(),
    date: date ?? dayOf(intent.created, agreement),
    data: { ...moneyOf(intent.amount_received, intent.currency), payer, purpose, processor: processorOf(connection) },
  }
  const { business } = connection
  const contact = await findContact(context, { business, payment: id, order: intent.metadata.order })
  return { agreement, rows: [row], payers: contact ? [contact] : [] }
}

type Said = Extract<RowInput, { kind: 'refund' }>['data']

function rowsOfRefund(refund: Stripe.Refund, data: Said, agreement: AttachedAgreement): RowInput[] {
  // What pays a failed refund again is booked already, as that one.
  if (refund.status !== 'succeeded' || refund.metadata?.replaces) return []
  const date = refund.metadata?.date ?? dayOf(refund.created, agreement)
  return [{ kind: 'refund', id: refund.id, round: 0, recordedAt: new Date().toISOString(), date, data }]
}

/** Money that a dispute moved is told by its balance transactions: its status alone says nothing of that. */
function rowsOfDispute(dispute: Stripe.Dispute, data: Said, agreement: AttachedAgreement): RowInput[] {
  const { id, status, metadata, balance_transactions: movements } = dispute
  if (!movements.some(({ amount }) => amount < 0)) return []
  const base = { kind: 'dispute' as const, id, recordedAt: new Date().toISOString(), data }
  const opened = { ...base, round: 0, date: metadata.date ?? dayOf(dispute.created, agreement) }
  const back = movements.find(({ amount }) => amount > 0)
  const isWhole = movements.reduce((sum, { amount }) => sum + amount, 0) === 0
  if (status !== 'won' || !back || !isWhole) return [opened]
  return [opened, { ...base, round: 1, date: metadata.wonDate ?? dayOf(back.created, agreement) }]
}

const dayOf = (at: number, { terms }: AttachedAgreement): string => dateOf(at, terms.rules.period.utcOffsetMinutes)
