import { randomUUID } from 'node:crypto'
import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { externalId, paymentKey } from '@concordat/sdk/ids.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { toStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import type Stripe from 'stripe'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { ApiError } from '../errors.ts'
import type { Language } from '../mail/mailbox.ts'
import { receiptPath } from '../receipts/readReceipt.ts'
import { amountText } from './amounts.ts'
import { listConnections, processorOf, requireProcessor } from './connections.ts'
import { dateFor } from './dates.ts'
import { checkDivision } from './limits.ts'
import { buildOrder, type SignedOrder } from './order.ts'
import { idOf } from './processor.ts'
import { findUnit } from './unit.ts'

export type NewCheckout = {
  agreement: Hex
  /** In the currency's major unit, a decimal string. */
  amount: string
  payer?: string | undefined
  purpose: string
  /** The business date; today where it is not given. */
  date?: string | undefined
  /** The business whose API key the request carries. */
  by?: Hex | undefined
  order?: SignedOrder | undefined
  /** What the payer reads: the processor's page, and the receipt. */
  language: Language
  returnUrl: string
}

export type Checkout = {
  id: string
  business: Hex
  agreement: Hex
  account: string
  amount: string
  currency: string
  payer: string
  purpose: string
  metadata: Record<string, string>
  expiresAt: number
  returnUrl: string
  language: Language
  session: string | null
  url: string | null
}

/** What became of a checkout. */
export type CheckoutState = 'open' | 'processing' | 'paid' | 'expired'

const columns = (sql: Context['sql']) => sql`
  id, business, agreement, account, amount::text as amount, currency, payer, purpose, metadata, expires_at as "expiresAt",
  return_url as "returnUrl", language, session, url`

/** Opens a page at the processor on which the payer confirms the payment. The same request again answers the same page. */
export async function createCheckout(
  context: Context,
  given: NewCheckout,
  request: { key: string; hash: Uint8Array },
): Promise<Checkout> {
  const known = await findByKey(context, request)
  return openSession(context, known ?? (await keepCheckout(context, given, request)))
}

async function findByKey({ sql }: Context, { key, hash }: { key: string; hash: Uint8Array }) {
  const [row] = await sql<(Checkout & { hash: Buffer })[]>`
    select ${columns(sql)}, request_hash as hash from checkouts where idempotency_key = ${key}`
  if (row && !row.hash.equals(hash))
    throw new ApiError(409, 'IdempotencyConflict', `The Idempotency-Key "${key}" was used for another request.`)
  return row
}

/** Keeps what is to be paid before the processor hears of it. */
async function keepCheckout(context: Context, given: NewCheckout, request: { key: string; hash: Uint8Array }) {
  const { sql, processors, deployment } = context
  const { agreement: root, purpose } = given
  const unit = await findUnit(context, root)
  const { connection, currency, business } = unit
  if (connection.rail !== 'stripe')
    throw new ApiError(422, 'RailWithoutPage', 'Payments to this account are made by transfer, not by a page.')
  requireProcessor(processors, connection.account, business)
  const amount = parseAmount(given.amount, currencyDecimals(currency))
  if (amount === 0n) throw new ApiError(422, 'AmountZero', 'The amount is zero: there is nothing to pay.')
  toStripeAmount(amount, currency)
  checkDivision(unit.agreement.terms, connection.limits)

  const id = randomUUID()
  const payer = given.payer ?? `payer ${id}`
  const now = Math.floor(Date.now() / 1_000)
  if (given.date !== undefined && deployment.chainId !== developmentChain && given.by !== business)
    throw new ApiError(403, 'NotYourBusiness', 'Only the business itself, by its API key, chooses the date.')
  const date = dateFor(unit.agreement, given.date)
  const order = { root, amount, payer, purpose, date, signed: given.order, now }
  const { metadata, expiresAt } = await buildOrder(context, unit, order)
  await sql`
    insert into checkouts (id, business, agreement, account, idempotency_key, request_hash, amount, currency, payer, purpose,
      metadata, expires_at, return_url, language)
    values (${id}, ${business}, ${root}, ${connection.account}, ${request.key}, ${request.hash}, ${amount.toString()},
      ${currency}, ${payer}, ${purpose}, ${sql.json(metadata)}, ${expiresAt}, ${given.returnUrl}, ${given.language})
    on conflict (idempotency_key) do nothing`
  const kept = await findByKey(context, request)
  if (!kept) throw new Error(`checkout ${id} is gone`)
  return kept
}

/** Makes the processor's page where there is none yet; the checkout's id is the idempotency key. */
async function openSession({ sql, processors }: Context, checkout: Checkout): Promise<Checkout> {
  if (checkout.session) return checkout
  const { id, account, amount, currency, purpose, metadata, expiresAt, returnUrl, language } = checkout
  const { ask } = requireProcessor(processors, account)
  const price = {
    currency: currency.toLowerCase(),
    product_data: { name: purpose },
    unit_amount: toStripeAmount(BigInt(amount), currency),
  }
  const session = await ask((client, options) =>
    client.checkout.sessions.create(
      {
        mode: 'payment',
        locale: language,
        line_items: [{ price_data: price, quantity: 1 }],
        payment_intent_data: { metadata },
        metadata: { checkout: id },
        client_reference_id: id,
        expires_at: expiresAt,
        success_url: withCheckout(returnUrl, id),
        cancel_url: returnUrl,
      },
      { ...options, idempotencyKey: `checkout ${id}` },
    ),
  )
  await sql`update checkouts set session = ${session.id}, url = ${session.url} where id = ${id}`
  return { ...checkout, session: session.id, url: session.url }
}

function withCheckout(base: string, id: string): string {
  const url = new URL(base)
  url.searchParams.set('checkout', id)
  return url.href
}

/** A checkout as it stands at the processor now. */
export async function readCheckout(context: Context, id: string) {
  const { sql, processors } = context
  const [found] = await sql<Checkout[]>`select ${columns(sql)} from checkouts where id = ${id}`
  if (!found) throw new ApiError(404, 'CheckoutUnknown', `There is no checkout ${id} here.`, { id })
  const { session: name } = found
  const { ask } = requireProcessor(processors, found.account)
  const session = name
    ? await ask((client, options) => client.checkout.sessions.retrieve(name, { expand: ['payment_intent'] }, options))
    : undefined
  const payment = idOf(session?.payment_intent ?? null)
  const [row] = payment
    ? await sql<{ seq: number; key: Hex | null; token: string }[]>`
        select r.seq, x.payment_key as key, x.token from rows r
        left join receipts x on x.business = r.business and x.payment = r.id
        where r.business = ${found.business} and r.kind = 'payment' and r.id = ${payment}`
    : []
  return {
    ...viewCheckout(found),
    state: stateOf(session),
    declined: declineOf(session),
    payment,
    ...(await subjectOf(context, found, payment)),
    seq: row?.seq ?? null,
    receipt: row?.key ? receiptPath(row.key, row.token, found.language) : null,
  }
}

/** The subject of the fact that nodes will sign about the payment. */
async function subjectOf({ sql }: Context, { business, account }: Checkout, payment: string | null) {
  const connection = (await listConnections(sql, business)).find(each => each.account === account)
  if (!payment || !connection) return { subject: null }
  return { subject: paymentKey(processorName(processorOf(connection)), externalId(payment)) }
}

/** What a payer may see of a checkout. */
export function viewCheckout({ id, agreement, amount, currency, payer, purpose, metadata, expiresAt, url }: Checkout) {
  const text = amountText(BigInt(amount), currency)
  return { id, agreement, amount: text, currency, payer, purpose, date: metadata.date ?? '', expiresAt, url }
}

function stateOf(session: Stripe.Checkout.Session | undefined): CheckoutState {
  if (session?.payment_status === 'paid') return 'paid'
  if (session?.status === 'complete') return 'processing'
  return session?.status === 'expired' ? 'expired' : 'open'
}

/** Why the payer's last attempt failed; nothing once one succeeds. */
function declineOf(session: Stripe.Checkout.Session | undefined) {
  const intent = session?.payment_intent
  if (!intent || typeof intent === 'string' || intent.status !== 'requires_payment_method') return null
  const { code = '', decline_code: reason, message = '' } = intent.last_payment_error ?? {}
  return intent.last_payment_error ? { code: reason ?? code, message } : null
}
