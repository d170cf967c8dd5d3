import { randomUUID } from 'node:crypto'
import { externalId, paymentKey, refundSubject } from '@concordat/sdk/ids.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { fromStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import type Stripe from 'stripe'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'
import { type Connection, listConnections, processorOf } from './connections.ts'
import { idOf } from './processor.ts'

/**
 * A refund can fail after the processor took it. One that no row tells of is simply refused: it can be ordered again. One that was
 * reported as done is booked, and its money came back to the account: it is kept as failed, whoever ordered it, until it is
 * paid again.
 */
export async function noteFailedRefund(
  { sql }: Pick<Context, 'sql'>,
  { business, account }: Connection,
  refund: Stripe.Refund,
): Promise<void> {
  const { id, status, failure_reason, metadata } = refund
  if (status !== 'failed' && status !== 'canceled') return
  const message = `The processor gave it up: ${failure_reason ?? status}.`
  const refusal = sql.json({ code: 'RefundNotSucceeded', message })
  const [row] = await sql`select 1 from rows where business = ${business} and kind = 'refund' and id = ${id}`
  const state = row ? 'failed' : 'refused'
  const known = await sql`
    update refund_orders set state = ${state}, refusal = ${refusal}
    where business = ${business} and refund = ${id} and state in ('open', 'sent') returning id`
  const [kept] = await sql`select 1 from refund_orders where business = ${business} and refund = ${id}`
  const payment = idOf(refund.payment_intent)
  if (known.length > 0 || kept || !row || !payment) return
  const currency = refund.currency.toUpperCase()
  const amount = fromStripeAmount(refund.amount, currency) ?? 0n
  const date = metadata?.date ?? new Date(refund.created * 1_000).toISOString().slice(0, 10)
  // Ordered at the processor itself. Its id is the key, so that two events of it keep it once.
  await sql`
    insert into refund_orders (id, business, idempotency_key, request_hash, account, payment, amount, currency, date, state, refund, refusal)
    values (${randomUUID()}, ${business}, ${`processor ${id}`}, ${Buffer.alloc(0)}, ${account}, ${payment},
      ${amount.toString()}, ${currency}, ${date}, 'failed', ${id}, ${refusal})
    on conflict (business, idempotency_key) do nothing`
}

export type FailedRefund = {
  refund: string
  payment: string
  /** In the currency's minor unit. */
  amount: string
  /** Whether the chain has booked it: what pays it again is then no refund of its own. */
  isBooked: boolean
}

/** The failed refund that is to be paid again; throws RefundNotFailed. */
export async function findFailed(context: Context, business: Hex, refund: string): Promise<FailedRefund> {
  const { sql, indexer } = context
  const [order] = await sql<{ payment: string; amount: string; account: string }[]>`
    select payment, amount::text as amount, account from refund_orders
    where business = ${business} and refund = ${refund} and state = 'failed'`
  const connection = (await listConnections(sql, business)).find(each => each.account === order?.account)
  if (!order || !connection) throw refuse(422, 'RefundNotFailed', { refund })
  const { payment, amount } = order
  const key = paymentKey(processorName(processorOf(connection)), externalId(payment))
  const { facts } = await indexer.listFacts(refundSubject(key, externalId(refund)))
  return { refund, payment, amount, isBooked: facts.length > 0 }
}

/** Throws RefundNotFailed when somebody pays it again already. Orders of a business wait for each other meanwhile. */
export async function requireUnreplaced(
  tx: Transaction,
  business: Hex,
  { refund, isBooked }: FailedRefund,
): Promise<void> {
  const [open] = await tx`
    select 1 from refund_orders where business = ${business} and replaces = ${refund} and state in ('open', 'sent')`
  const [failed] = await tx`
    select 1 from refund_orders where business = ${business} and refund = ${refund} and state = 'failed'`
  if (open || !failed) throw refuse(422, 'RefundNotFailed', { refund })
  // Never booked, it ends here, and the next one is a refund like any other.
  if (!isBooked)
    await tx`update refund_orders set state = 'refused' where business = ${business} and refund = ${refund}`
}
