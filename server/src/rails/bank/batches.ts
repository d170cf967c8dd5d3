import { randomUUID } from 'node:crypto'
import { writeTransfers } from '@concordat/sdk/payments/bank/pain001.ts'
import { endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { type Hex, hexToString } from 'viem'
import type { Context } from '../../context.ts'
import type { Sql, Transaction } from '../../database/connect.ts'
import { ApiError } from '../../errors.ts'
import { amountText } from '../amounts.ts'
import { type Connection, listConnections } from '../connections.ts'
import { findPayoutAccount, type KeptPayoutAccount } from '../payoutAccounts.ts'

/** Transfers that a bank was, or is to be, told in one file. */
export type BankBatch = {
  /** The message's id. */
  id: string
  account: string
  currency: string
  transfers: number
  /** In the currency's minor unit. */
  total: string
  /** Unix seconds. */
  createdAt: number
  /** How many of them the bank has not said the end of yet, made, and did not make or took back. */
  open: number
  paid: number
  failed: number
  /** Why the bank made none of it; its transfers are then in a later file, but for those it named. */
  rejection: { reason: string; words: string } | null
}

type Request = { key: string; hash: Uint8Array }

/** The most transfers in one file. */
const mostTransfers = 5_000

const selectBatches = (sql: Sql | Transaction) => sql`
  select b.id, b.account, b.currency, b.transfers, b.total::text as total,
    extract(epoch from b.created_at)::int as "createdAt", b.rejection, s.open, s.paid, s.failed
  from bank_batches b cross join lateral (
    select count(*) filter (where e.state is null)::int as open,
      count(*) filter (where e.state = 'paid')::int as paid,
      count(*) filter (where e.state <> 'paid')::int as failed
    from bank_transfers t left join lateral (
      select r.data ->> 'state' as state from rows r
      where r.business = b.business and r.kind = 'payout' and r.id in (t.end_to_end, t.instruction) and r.round > 0
      order by r.round desc limit 1) e on true
    where t.batch = b.id) s`

/**
 * Puts the open instructions of an account into a batch, which is kept before anybody gets it. The same request again answers
 * the same batch; null when nothing is open.
 */
export async function createBatch(
  context: Context,
  given: { business: Hex; account?: string | undefined },
  request: Request,
): Promise<BankBatch | null> {
  const { sql } = context
  const connection = await requireBank(context, given)
  const id = await sql.begin(async tx => {
    const [head] = await tx<{ name: string }[]>`
      select name from businesses where id = ${given.business} for no key update`
    if (!head) throw new Error(`business ${given.business} is gone`)
    const known = await findByKey(tx, given.business, request)
    return known ?? (await keepBatch(context, tx, { connection, request, name: head.name }))
  })
  return id === null ? null : findBatch(context, given.business, id)
}

async function requireBank({ sql }: Context, { business, account }: { business: Hex; account?: string | undefined }) {
  const banks = (await listConnections(sql, business)).filter(({ rail }) => rail === 'bank')
  const [found, second] = banks.filter(each => account === undefined || each.account === account)
  if (!found)
    throw new ApiError(409, 'BankMissing', 'The business has connected no such account at a bank.', { account })
  if (second)
    throw new ApiError(409, 'BankAmbiguous', 'The business has several accounts at banks; say which one pays.')
  return found
}

async function findByKey(tx: Transaction, business: Hex, { key, hash }: Request): Promise<string | undefined> {
  const [row] = await tx<{ id: string; hash: Buffer }[]>`
    select id, request_hash as hash from bank_batches where business = ${business} and idempotency_key = ${key}`
  if (row && !row.hash.equals(hash))
    throw new ApiError(409, 'IdempotencyConflict', `The Idempotency-Key "${key}" was used for another request.`)
  return row?.id
}

type Order = { instruction: Hex; payoutAccount: Hex; sequence: number; amount: string }
type Parts = { connection: Connection; request: Request; name: string }

async function keepBatch(context: Context, tx: Transaction, { connection, request, name }: Parts) {
  const { business, account } = connection
  const next = await chooseNext(context, await listOpen(tx, connection, tx`for update of o`))
  if (!next) return null
  const { currency, chosen, accounts } = next
  const id = randomUUID().replaceAll('-', '')
  const now = new Date().toISOString()
  const file = writeTransfers({
    messageId: id,
    createdAt: `${now.slice(0, 19)}Z`,
    executeOn: now.slice(0, 10),
    currency,
    debtor: { name, iban: account },
    transfers: chosen.map(({ instruction, payoutAccount, sequence, amount }) => {
      const { holder, account: iban } = (accounts.get(payoutAccount) as KeptPayoutAccount).particulars
      const remittance = `Payout ${sequence}`
      return { endToEndId: endToEndIdOf(instruction), amount: BigInt(amount), holder, iban, remittance }
    }),
  })
  const total = sumOf(chosen)
  await tx`
    insert into bank_batches (id, business, account, currency, idempotency_key, request_hash, transfers, total, file)
    values (${id}, ${business}, ${account}, ${currency}, ${request.key}, ${request.hash}, ${chosen.length}, ${total},
      ${context.seal.close(file, id)})`
  await tx`
    insert into bank_transfers ${tx(
      chosen.map(({ instruction }) => ({ end_to_end: endToEndIdOf(instruction), instruction, batch: id })),
    )}`
  const named = chosen.map(({ instruction }) => instruction)
  await tx`
    update payout_orders o set state = 'sent', payout = t.end_to_end, refusal = null
    from bank_transfers t where t.instruction = o.instruction and o.instruction = any(${named})`
  return id
}

/** What is to be paid from the account by now, oldest first. */
async function listOpen(
  sql: Sql | Transaction,
  { business, account, limits }: Connection,
  lock: ReturnType<Sql>,
): Promise<Order[]> {
  return sql<Order[]>`
    select o.instruction, o.payout_account as "payoutAccount", o.sequence, o.amount::text as amount
    from payout_orders o join payout_accounts a on a.key = o.payout_account
    where o.state = 'open' and a.business = ${business} and a.account = ${account}
      and least(o.issued_at, extract(epoch from o.created_at)) + ${limits.holdSeconds ?? 0} <= extract(epoch from now())
      and not exists (select 1 from bank_transfers t where t.instruction = o.instruction)
    order by o.issued_at, o.instruction limit ${mostTransfers} ${lock}`
}

/** A file is in one currency; the others are the next one's. */
async function chooseNext(context: Context, orders: Order[]) {
  const accounts = await openAccounts(context, orders)
  const currencyOf = ({ payoutAccount }: Order) =>
    hexToString((accounts.get(payoutAccount) as KeptPayoutAccount).struct.currency, { size: 32 })
  const [first] = orders
  if (!first) return null
  const currency = currencyOf(first)
  return { currency, chosen: orders.filter(order => currencyOf(order) === currency), accounts }
}

const sumOf = (orders: Order[]) => orders.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString()

/** What the next file of an account would hold. */
export type NextBatch = Pick<BankBatch, 'account' | 'transfers' | 'total'> & {
  /** Null while nothing is to be paid. */
  currency: string | null
  /** Open instructions that it would not hold: they wait for their time, or are in another currency. */
  later: number
}

/** What the next file of each of a business's accounts at banks would hold. */
export async function previewBatches(context: Context, business: Hex): Promise<NextBatch[]> {
  const { sql } = context
  const banks = (await listConnections(sql, business)).filter(({ rail }) => rail === 'bank')
  return Promise.all(
    banks.map(async connection => {
      const { account } = connection
      const next = await chooseNext(context, await listOpen(sql, connection, sql``))
      const [all] = await sql<{ count: number }[]>`
        select count(*)::int as count from payout_orders o join payout_accounts a on a.key = o.payout_account
        where o.state = 'open' and a.business = ${business} and a.account = ${account}`
      const { currency = null, chosen = [] } = next ?? {}
      const later = (all?.count ?? 0) - chosen.length
      return { account, currency, transfers: chosen.length, total: sumOf(chosen), later }
    }),
  )
}

async function openAccounts(context: Context, orders: Order[]): Promise<Map<Hex, KeptPayoutAccount>> {
  const found = new Map<Hex, KeptPayoutAccount>()
  for (const { payoutAccount } of orders)
    if (!found.has(payoutAccount)) found.set(payoutAccount, await findPayoutAccount(context, payoutAccount))
  return found
}

async function findBatch({ sql }: Context, business: Hex, id: string): Promise<BankBatch> {
  const [row] = await sql<BankBatch[]>`
    ${selectBatches(sql)} where b.business = ${business} and b.id = ${id}`
  if (!row) throw unknown(id)
  return row
}

const unknown = (id: string) =>
  new ApiError(404, 'BankBatchUnknown', `This business has no file ${id} for a bank.`, { id })

/** A business's batches, newest first. */
export async function listBatches({ sql }: Context, business: Hex): Promise<BankBatch[]> {
  return sql<BankBatch[]>`
    ${selectBatches(sql)} where b.business = ${business} order by b.created_at desc, b.id limit 200`
}

/** A batch's file, every time the same bytes. */
export async function readBatch({ sql, seal }: Context, business: Hex, id: string): Promise<string> {
  const [row] = await sql<{ file: Buffer }[]>`
    select file from bank_batches where business = ${business} and id = ${id}`
  if (!row) throw unknown(id)
  return seal.open(row.file, id)
}

/** What a business sees of what the next file would hold. */
export function viewNext({ total, ...next }: NextBatch) {
  return { ...next, total: next.currency === null ? '0' : amountText(BigInt(total), next.currency) }
}

/** What a business sees of a batch. */
export function viewBatch({ total, ...batch }: BankBatch) {
  return { ...batch, total: amountText(BigInt(total), batch.currency) }
}
