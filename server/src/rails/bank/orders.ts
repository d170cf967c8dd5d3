import { randomInt } from 'node:crypto'
import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { bankOrderDigest } from '@concordat/sdk/payments/bank/order.ts'
import { agreementReference, orderNonces, orderReference } from '@concordat/sdk/payments/bank/references.ts'
import { type Hex, isAddress } from 'viem'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { amountText } from '../amounts.ts'
import type { Connection } from '../connections.ts'
import { checkDivision } from '../limits.ts'
import { findUnit } from '../unit.ts'

export type BankOrder = {
  /** What the payer writes on the transfer. */
  reference: string
  agreement: Hex
  /** The IBAN to pay to. */
  account: string
  /** In the currency's minor unit. */
  amount: string
  currency: string
  payer: string
  purpose: string
  /** The row of the transfer that paid it. */
  payment: string | null
}

export type NewBankOrder = {
  agreement: Hex
  /** In the currency's major unit, a decimal string. */
  amount: string
  payer?: string | undefined
  purpose: string
}

type Request = { key: string; hash: Uint8Array }

const columns = (sql: Context['sql']) => sql`
  reference, agreement, account, amount::text as amount, currency, payer, purpose, payment`

/** An order that is paid by a transfer with its reference. The same request again answers the same order. */
export async function createBankOrder(context: Context, given: NewBankOrder, request: Request): Promise<BankOrder> {
  return (await findByKey(context, request)) ?? (await keep(context, given, request))
}

async function keep(context: Context, given: NewBankOrder, request: Request): Promise<BankOrder> {
  const { sql, deployment } = context
  const { agreement, purpose } = given
  const unit = await findUnit(context, agreement)
  const { connection, currency, processor } = unit
  if (connection.rail !== 'bank')
    throw new ApiError(422, 'RailWithoutTransfer', 'Payments to this account are made on a page, not by transfer.')
  const amount = parseAmount(given.amount, currencyDecimals(currency))
  if (amount === 0n) throw new ApiError(422, 'AmountZero', 'The amount is zero: there is nothing to pay.')
  checkDivision(unit.agreement.terms, connection.limits)
  const nonce = randomInt(orderNonces)
  const payer = given.payer ?? `payer ${crypto.randomUUID()}`
  if (isAddress(payer, { strict: false }))
    throw new ApiError(422, 'OrderNotSigned', 'A transfer carries no signature; name the payer otherwise.', { payer })
  const order = { payer: payerAccount(payer), agreement, amount, processor, purpose, currency: currencyCode(currency) }
  const { Payments, Splits } = deployment.contracts
  const digest = bankOrderDigest({ ...order, payee: Splits, nonce }, deployment.chainId, Payments)
  await sql`
    insert into bank_orders (reference, business, agreement, account, idempotency_key, request_hash, amount, currency,
      payer, purpose)
    values (${orderReference(digest, nonce)}, ${unit.business}, ${agreement}, ${connection.account}, ${request.key},
      ${request.hash}, ${amount.toString()}, ${currency}, ${payer}, ${purpose})
    on conflict (idempotency_key) do nothing`
  const kept = await findByKey(context, request)
  if (!kept) throw new Error('a bank order is gone')
  return kept
}

async function findByKey({ sql }: Context, { key, hash }: Request): Promise<BankOrder | undefined> {
  const [row] = await sql<(BankOrder & { hash: Buffer })[]>`
    select ${columns(sql)}, request_hash as hash from bank_orders where idempotency_key = ${key}`
  if (row && !row.hash.equals(hash))
    throw new ApiError(409, 'IdempotencyConflict', `The Idempotency-Key "${key}" was used for another request.`)
  return row
}

/** The order of a reference at an account of a business. */
export async function findOrder(
  { sql }: Context,
  { business, account }: Connection,
  reference: string,
): Promise<BankOrder | undefined> {
  const [row] = await sql<BankOrder[]>`
    select ${columns(sql)} from bank_orders
    where reference = ${reference} and business = ${business} and account = ${account}`
  return row
}

/** What a payer has to know to pay an order. */
export function viewBankOrder({ amount, ...order }: BankOrder) {
  return { ...order, amount: amountText(BigInt(amount), order.currency) }
}

/** What any payer has to know to pay an agreement by a transfer of any amount. */
export async function describeTransfer(context: Context, root: Hex) {
  const { connection, currency } = await findUnit(context, root)
  if (connection.rail !== 'bank')
    throw new ApiError(422, 'RailWithoutTransfer', 'Payments to this account are made on a page, not by transfer.')
  return { agreement: root, account: connection.account, currency, reference: agreementReference(root) }
}
