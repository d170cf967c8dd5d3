import { randomUUID } from 'node:crypto'
import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import type { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import { toStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import type Stripe from 'stripe'
import type { Address, Hex } from 'viem'
import { findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import { amountText } from './amounts.ts'
import { listConnections, requireProcessor } from './connections.ts'
import { dateFor } from './dates.ts'
import { findFailed, requireUnreplaced } from './failedRefunds.ts'
import { isRefusal } from './processor.ts'
import { reflect } from './reflect.ts'

export type NewRefund = {
  business: Hex
  /** The processor's id of the payment. */
  payment?: string | undefined
  /** Instead of a payment: the processor's id of a refund that failed after it was booked, to be paid again as it was. */
  replaces?: string | undefined
  /** In the currency's major unit; all that is left where it is not given. */
  amount?: string | undefined
  /** The business date; today where it is not given. */
  date?: string | undefined
  /** The account that orders it; null where the business does by its API key. */
  orderedBy: Address | null
}

export type RefundOrder = {
  id: string
  business: Hex
  account: string
  payment: string
  /** In the currency's minor unit. */
  amount: string
  currency: string
  date: string
  /** `failed`: done and booked, and its money came back later. */
  state: 'open' | 'sent' | 'refused' | 'failed'
  attempted: boolean
  /** The processor's id of the refund. */
  refund: string | null
  refusal: { code: string; message: string } | null
  orderedBy: Address | null
  /** The failed refund that it pays again: the chain has booked that one, so this one is no row. */
  replaces: string | null
}

type Request = { key: string; hash: Uint8Array }
type Payment = { agreement: Hex; amount: string; currency: string; processor: ProcessorAccount | null }

const columns = (sql: Context['sql'] | Transaction) => sql`
  id, business, account, payment, amount::text as amount, currency, date, state, attempted_at is not null as attempted, refund, refusal,
  ordered_by as "orderedBy", replaces`

/** Gives a payer money back, once per request. What the processor has not answered is asked again until it has. */
export async function createRefund(context: Context, given: NewRefund, request: Request): Promise<RefundOrder> {
  const order = (await findByKey(context, given.business, request)) ?? (await keepOrder(context, given, request))
  const { refusal, ...done } = await executeRefund(context, order)
  if (refusal) throw new ApiError(422, 'RefusedByProcessor', refusal.message, refusal)
  return { ...done, refusal }
}

async function findByKey({ sql }: Context, business: Hex, { key, hash }: Request): Promise<RefundOrder | undefined> {
  const [row] = await sql<(RefundOrder & { hash: Buffer })[]>`
    select ${columns(sql)}, request_hash as hash from refund_orders
    where business = ${business} and idempotency_key = ${key}`
  if (row && !row.hash.equals(hash))
    throw new ApiError(409, 'IdempotencyConflict', `The Idempotency-Key "${key}" was used for another request.`)
  return row
}

/** Keeps the order before the processor hears of it. Orders of a business wait for each other, so that sums hold. */
async function keepOrder(context: Context, given: NewRefund, request: Request): Promise<RefundOrder> {
  const { sql, indexer, processors } = context
  const { business } = given
  const failed = given.replaces === undefined ? undefined : await findFailed(context, business, given.replaces)
  const replaces = failed?.isBooked ? failed.refund : null
  const id = failed?.payment ?? given.payment ?? ''
  const payment = await findPayment(context, business, id)
  const account = payment.processor?.account ?? ''
  if (payment.processor?.rail !== 'stripe')
    throw new ApiError(422, 'PaymentElsewhere', `The payment "${id}" was made at no account this server acts for.`, {
      id,
    })
  requireProcessor(processors, account, business)
  const date = dateFor(await findAgreement(sql, indexer, business, payment.agreement), given.date)
  await sql.begin(async tx => {
    await tx`select 1 from businesses where id = ${business} for no key update`
    const [faster] = await tx`
      select 1 from refund_orders where business = ${business} and idempotency_key = ${request.key}`
    if (faster) return
    const left = failed ? BigInt(failed.amount) : BigInt(payment.amount) - (await goneBack(tx, business, id))
    if (failed) await requireUnreplaced(tx, business, failed)
    const { currency } = payment
    const amount = given.amount === undefined ? left : parseAmount(given.amount, currencyDecimals(currency))
    if (amount <= 0n) throw new ApiError(422, 'AmountZero', 'There is nothing to give back.')
    if (amount > left)
      throw new ApiError(422, 'RefundAbovePayment', `Of the payment ${amountText(left, currency)} are left.`, {
        given: amount,
        limit: left,
      })
    toStripeAmount(amount, currency)
    const order = {
      id: randomUUID(),
      business,
      account,
      payment: id,
      amount: amount.toString(),
      currency,
      date,
      replaces,
    }
    const asked = { ordered_by: given.orderedBy, idempotency_key: request.key, request_hash: request.hash }
    await tx`insert into refund_orders ${tx({ ...order, ...asked })}`
  })
  const kept = await findByKey(context, business, request)
  if (!kept) throw new Error('a refund order is gone')
  return kept
}

async function findPayment({ sql }: Context, business: Hex, id: string): Promise<Payment> {
  const [row] = await sql<Payment[]>`
    select agreement, amount::text as amount, data ->> 'currency' as currency, data -> 'processor' as processor from rows
    where business = ${business} and kind = 'payment' and id = ${id}`
  if (!row) throw new ApiError(422, 'PaymentUnknown', `"${id}" is no payment to this business.`, { original: id })
  return row
}

/** What went back of a payment, or is on its way. */
async function goneBack(tx: Transaction, business: Hex, payment: string): Promise<bigint> {
  const [sum] = await tx<{ amount: string }[]>`
    select (
      (select coalesce(-sum(amount), 0) from rows
        where business = ${business} and kind in ('refund', 'dispute') and data ->> 'original' = ${payment}) +
      (select coalesce(sum(o.amount), 0) from refund_orders o
        where o.business = ${business} and o.payment = ${payment} and o.state <> 'refused' and o.replaces is null
          and not exists (select 1 from rows r where r.business = o.business and r.kind = 'refund' and r.id = o.refund))
    )::text as amount`
  return BigInt(sum?.amount ?? 0)
}

/** Asks the processor for an order's refund, whatever became of earlier attempts: it is made once. */
export async function executeRefund(context: Context, order: RefundOrder): Promise<RefundOrder> {
  if (order.state !== 'open') return order
  const { sql } = context
  await sql`update refund_orders set attempted_at = coalesce(attempted_at, now()) where id = ${order.id}`
  const outcome = await askForRefund(context, order)
  const { state, refund, refusal } = outcome
  const [done] = await sql<RefundOrder[]>`
    update refund_orders set state = ${state}, refund = ${refund}, refusal = ${refusal && sql.json(refusal)}
    where id = ${order.id} and state = 'open' returning ${columns(sql)}`
  const connection = (await listConnections(sql, order.business)).find(each => each.account === order.account)
  if (done?.refund && connection) await reflect(context, connection, { kind: 'refund', id: done.refund })
  return done ?? { ...order, ...outcome }
}

type Outcome = Pick<RefundOrder, 'state' | 'refund' | 'refusal'>

async function askForRefund(context: Context, order: RefundOrder): Promise<Outcome> {
  const { id, account, payment, amount, currency, date, attempted, replaces } = order
  const { ask } = requireProcessor(context.processors, account)
  const given = {
    payment_intent: payment,
    amount: toStripeAmount(BigInt(amount), currency),
    metadata: { order: id, date, ...(replaces ? { replaces } : {}) },
  }
  try {
    // The processor forgets idempotency keys after a day; what carries the order was made for it.
    const found = attempted ? await findMade(context, order) : undefined
    const refund =
      found ??
      (await ask((client, options) => client.refunds.create(given, { ...options, idempotencyKey: `refund ${id}` })))
    return { state: 'sent', refund: refund.id, refusal: null }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { state: 'refused', refund: null, refusal: { code: error.code, message: error.shortMessage } }
  }
}

function findMade(context: Context, { id, account, payment }: RefundOrder): Promise<Stripe.Refund | undefined> {
  const { ask } = requireProcessor(context.processors, account)
  return ask(async (client, options) => {
    for await (const refund of client.refunds.list({ payment_intent: payment, limit: 100 }, options))
      if (refund.metadata?.order === id) return refund
    return undefined
  })
}

/** Takes on what an outage or a crash left open. */
export async function resumeRefunds(context: Context): Promise<void> {
  const { sql } = context
  const open = await sql<RefundOrder[]>`
    select ${columns(sql)} from refund_orders
    where state = 'open' and coalesce(attempted_at, created_at) < now() - interval '2 seconds' order by created_at limit 10`
  const turns = await Promise.allSettled(open.map(order => executeRefund(context, order)))
  const failed = turns.find(turn => turn.status === 'rejected')
  if (failed) throw failed.reason
}

export function listRefunds({ sql }: Context, business: Hex): Promise<RefundOrder[]> {
  return sql<RefundOrder[]>`
    select ${columns(sql)} from refund_orders where business = ${business} order by created_at desc, id limit 200`
}

/** What a business sees of its order. */
export function viewRefund(order: RefundOrder) {
  const { id, payment, amount, currency, date, state, refund, refusal, orderedBy, replaces } = order
  const text = amountText(BigInt(amount), currency)
  return { id, payment, amount: text, currency, date, state, refund, refusal, orderedBy, replaces }
}
