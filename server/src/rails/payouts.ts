import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { toStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import type Stripe from 'stripe'
import { type Hex, hexToString } from 'viem'
import type { Context } from '../context.ts'
import { isDatabaseDown } from '../errors.ts'
import { type Connection, listConnections, requireProcessor } from './connections.ts'
import { findPayoutAccount, type KeptPayoutAccount } from './payoutAccounts.ts'
import { isRefusal } from './processor.ts'
import { reflect } from './reflect.ts'
import { endUnmade } from './unmadePayout.ts'

export type PayoutOrder = {
  instruction: Hex
  payoutAccount: Hex
  sequence: number
  /** In the currency's minor unit. */
  amount: string
  /** When the chain took the units, Unix seconds. */
  issuedAt: number
  /** From when the hold time counts: a chain's clock may be ahead. */
  heldFrom: number
  state: 'open' | 'sent'
  /** How often the processor refused for good. */
  refused: number
  refusal: { code: string; message: string } | null
  /** Unix seconds of the first attempt. */
  attemptedAt: number | null
  payout: string | null
}

/** What an owner sees of an instruction. */
export type OrderView = Pick<PayoutOrder, 'instruction' | 'amount' | 'issuedAt' | 'state' | 'payout' | 'refusal'>

const orderColumns = (sql: Context['sql']) => sql`
  instruction, payout_account as "payoutAccount", sequence, amount::text as amount, issued_at as "issuedAt",
  least(issued_at, extract(epoch from created_at)::int) as "heldFrom", state, refused,
  refusal, extract(epoch from attempted_at)::int as "attemptedAt", payout`

/** The longest wait before a refused payout is tried again, in seconds. */
const longestWait = 3_600
/** How far the clocks of server and processor may be apart, in seconds. */
const skew = 300

/** Pays out what instructions are due, each once, whatever became of earlier attempts. */
export async function executePayouts(context: Context): Promise<void> {
  const { sql } = context
  const due = await sql<PayoutOrder[]>`
    select ${orderColumns(sql)} from payout_orders where state = 'open' and next_at <= now() order by issued_at limit 50`
  for (const order of due)
    try {
      await executePayout(context, order)
    } catch (error) {
      await putOff(context, order, error)
    }
}

async function executePayout(context: Context, order: PayoutOrder): Promise<void> {
  const { sql } = context
  const account = await findPayoutAccount(context, order.payoutAccount)
  const connection = (await listConnections(sql)).find(each => each.account === account.processor)
  if (connection?.rail !== 'stripe') return waitUntil(context, order, Date.now() / 1_000 + longestWait)
  const due = order.heldFrom + (connection.limits.holdSeconds ?? 0)
  if (due > Date.now() / 1_000) return waitUntil(context, order, due)
  await sql`update payout_orders set attempted_at = coalesce(attempted_at, now()) where instruction = ${order.instruction}`
  // The processor forgets idempotency keys after a day; what carries the instruction was made for it.
  const found = order.attemptedAt === null ? undefined : await findMade(context, connection, order)
  const parts = { connection, account, order }
  // Only what was refused last was certainly not made.
  const isRefused = order.refusal?.code === 'RefusedByProcessor'
  if (!found && isRefused && (await endUnmade(context, parts))) return
  const { id } = found ?? (await createPayout(context, parts))
  await sql`
    update payout_orders set state = 'sent', payout = ${id}, refusal = null
    where instruction = ${order.instruction} and state = 'open'`
  await reflect(context, connection, { kind: 'payout', id })
}

type Parts = { connection: Connection; account: KeptPayoutAccount; order: PayoutOrder }

function createPayout(context: Context, { connection, account, order }: Parts): Promise<Stripe.Payout> {
  const { instruction, refused } = order
  const { ask } = requireProcessor(context.processors, connection.account)
  const currency = hexToString(account.struct.currency, { size: 32 })
  const amount = toStripeAmount(BigInt(order.amount), currency)
  const given = {
    amount,
    currency: currency.toLowerCase(),
    destination: account.particulars.account,
    metadata: { instruction },
  }
  // A refusal is kept under its key, so after one the next attempt has another.
  const idempotencyKey = refused === 0 ? instruction : `${instruction} ${refused}`
  return ask((client, options) => client.payouts.create(given, { ...options, idempotencyKey }))
}

/** The payout that an earlier attempt made without anybody hearing of it. */
function findMade(
  context: Context,
  { account }: Connection,
  { instruction, attemptedAt }: PayoutOrder,
): Promise<Stripe.Payout | undefined> {
  const { ask } = requireProcessor(context.processors, account)
  return ask(async (client, options) => {
    const created = { gte: (attemptedAt ?? 0) - skew }
    for await (const payout of client.payouts.list({ created, limit: 100 }, options))
      if (payout.metadata?.instruction === instruction) return payout
    return undefined
  })
}

async function waitUntil({ sql }: Context, { instruction }: PayoutOrder, at: number): Promise<void> {
  await sql`update payout_orders set next_at = to_timestamp(${at}) where instruction = ${instruction}`
}

/** What was refused is tried again with a key of its own, what was not answered with the same. */
async function putOff({ sql }: Context, order: PayoutOrder, error: unknown): Promise<void> {
  if (isDatabaseDown(error)) throw error
  if (!(error instanceof BaseError)) console.error(`The instruction ${order.instruction} waits:`, error)
  const isAnswer = isRefusal(error)
  const isReason = error instanceof BaseError && !(error instanceof RetryableError)
  const refusal = isReason ? { code: error.code, message: error.shortMessage } : null
  const wait = isAnswer ? Math.min(2 ** order.refused, longestWait) : error instanceof RetryableError ? 2 : 60
  await sql`
    update payout_orders set refused = refused + ${isAnswer ? 1 : 0}, refusal = ${refusal && sql.json(refusal)},
      next_at = now() + make_interval(secs => ${wait})
    where instruction = ${order.instruction}`
}

/** What was ordered to be paid to some payout accounts, by their keys, newest first. */
export async function listOrders({ sql }: Context, keys: Hex[]): Promise<Map<Hex, OrderView[]>> {
  const rows = await sql<(OrderView & { payoutAccount: Hex })[]>`
    select payout_account as "payoutAccount", instruction, amount::text as amount, issued_at as "issuedAt", state, payout, refusal
    from payout_orders where payout_account = any(${keys}) order by issued_at desc, instruction`
  const found = new Map<Hex, OrderView[]>()
  for (const { payoutAccount, ...order } of rows) found.set(payoutAccount, [...(found.get(payoutAccount) ?? []), order])
  return found
}
