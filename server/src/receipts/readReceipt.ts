import { timingSafeEqual } from 'node:crypto'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import type { Basis } from '@concordat/sdk/splits/terms/basis.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { FactView } from '@concordat/sdk/views.ts'
import { type Hex, parseUnits } from 'viem'
import type { Context } from '../context.ts'
import type { Sql } from '../database/connect.ts'
import type { Language } from '../mail/mailbox.ts'
import { refuse } from '../sessions/refuse.ts'
import { findBasis } from './basis.ts'

/** A receipt's place in the books. */
export type ReceiptKey = { business: Hex; payment: string; key: Hex; agreement: Hex; language: Language }

/** Something that happened to a payment later. Amounts are in the currency's minor unit. */
export type Later = {
  kind: 'refund' | 'dispute' | 'won'
  id: string
  date: string
  amount: bigint
  /** Whether its money came back to the processor account, so that the payer is still owed. */
  hasFailed: boolean
}

/** Everything a receipt says. */
export type Receipt = {
  number: string
  /** The business date, YYYY-MM-DD. */
  date: string
  payer: string
  purpose: string
  payment: string
  key: Hex
  amount: bigint
  unit: { symbol: string; decimals: number }
  processor: { rail: string; account: string }
  business: { name: string; project: string }
  agreement: { root: Hex; digest: Hex }
  utcOffsetMinutes: number
  basis: Basis | null | undefined
  later: Later[]
  /** Null while more than k nodes have not confirmed it. */
  fact: FactView | null
  chainId: number
}

/** Where a receipt is, for whoever gets the link. */
export const receiptPath = (key: Hex, token: string, language: Language) =>
  `/api/rails/receipts/${key}.pdf?token=${token}&language=${language}`

/** Finds the receipt of a payment; whoever has the token of its link may read it. Throws ReceiptUnknown. */
export async function findReceipt(sql: Sql, key: Hex, token?: string): Promise<ReceiptKey> {
  const [row] = await sql<(ReceiptKey & { token: string })[]>`
    select x.business, x.payment, x.payment_key as key, x.language, x.token, r.agreement from receipts x
    join rows r on r.business = x.business and r.kind = 'payment' and r.id = x.payment
    where x.payment_key = ${key}`
  if (!row || (token !== undefined && !isSame(token, row.token))) throw refuse(404, 'ReceiptUnknown')
  const { token: _, ...receipt } = row
  return receipt
}

export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

type Row = {
  seq: number
  date: string
  amount: string
  currency: string
  payer: string
  purpose: string | null
  processor: { rail: string; account: string }
  name: string
  project: string
}

/** Gathers what the receipt says now: rows, the terms in force, and what the chain has of the payment. */
export async function readReceipt(
  context: Context,
  { business, payment, key, agreement }: ReceiptKey,
): Promise<Receipt> {
  const { sql, indexer, deployment } = context
  const [row] = await sql<Row[]>`
    select r.seq, r.date, r.data ->> 'amount' as amount, r.data ->> 'currency' as currency, r.data ->> 'payer' as payer,
      r.data ->> 'purpose' as purpose, r.data -> 'processor' as processor, b.name, b.project
    from rows r join businesses b on b.id = r.business
    where r.business = ${business} and r.kind = 'payment' and r.id = ${payment}`
  const view = await indexer.getAgreement(agreement)
  if (!row || !view) throw refuse(404, 'ReceiptUnknown')
  const { facts } = await indexer.listFacts(key)
  const decimals = currencyDecimals(row.currency)
  const { date, payer, purpose, processor, name, project } = row
  return {
    ...{ date, payer, payment, key, processor },
    number: `R-${String(row.seq).padStart(6, '0')}`,
    purpose: purpose ?? '',
    amount: parseUnits(row.amount, decimals),
    unit: { symbol: row.currency, decimals },
    business: { name, project },
    agreement: { root: agreement, digest: view.digest },
    utcOffsetMinutes: decodeTerms(view.terms).rules.period.utcOffsetMinutes,
    basis: await findBasis(sql, view),
    later: await listLater(sql, { business, payment, decimals }),
    fact: facts.find(({ topic }) => topic === 'payment') ?? null,
    chainId: deployment.chainId,
  }
}

type Found = { kind: 'refund' | 'dispute'; round: number; id: string; date: string; amount: string; hasFailed: boolean }

async function listLater(
  sql: Sql,
  { business, payment, decimals }: { business: Hex; payment: string; decimals: number },
): Promise<Later[]> {
  const found = await sql<Found[]>`
    select r.kind, r.round, r.id, r.date, r.data ->> 'amount' as amount,
      exists (select 1 from refund_orders o where o.business = r.business and o.refund = r.id and o.state = 'failed')
      and not exists (select 1 from refund_orders o where o.business = r.business and o.replaces = r.id and o.state = 'sent')
      as "hasFailed"
    from rows r where r.business = ${business} and r.kind in ('refund', 'dispute') and r.data ->> 'original' = ${payment}
    order by r.seq`
  return found.map(({ kind, round, id, date, amount, hasFailed }) => ({
    ...{ id, date, hasFailed },
    kind: kind === 'dispute' && round === 1 ? 'won' : kind,
    amount: parseUnits(amount, decimals),
  }))
}
