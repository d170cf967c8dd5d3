import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Address, Hex } from 'viem'
import { findVersionAt, type Standing } from '../agreements/find.ts'
import { monthEffect } from '../chain/effects.ts'
import type { Sql } from '../database/open.ts'
import type { Decision } from '../facts/decision.ts'
import type { RowOf } from '../rows/context.ts'
import { decideMonth, readMonth, type Tally } from './decide.ts'

export type DecideMonthParameters = {
  sql: Sql
  row: RowOf<'close'>
  standing: Standing
  contracts: { Payments: Address; Splits: Address }
}

/** Gathers from the node's own copy what a month's close depends on, and decides it. */
export async function decideMonthRow({ sql, row, standing, contracts }: DecideMonthParameters): Promise<Decision> {
  const month = readMonth(row.data.month)
  // A month ahead is not looked at before its turn: reading its rows on every turn would be wasted.
  if (month !== undefined && standing.openMonth !== null && month > standing.openMonth)
    return { status: 'wait', code: 'MonthNotOpen' }
  const { root } = standing
  const number = month ?? 0
  const [waiting] = await sql`
    select 1 from rows where agreement = ${root} and seq < ${row.seq} and state = 'waiting'
    and kind not in ('close', 'payout') limit 1`
  if (waiting) return { status: 'wait', code: 'EntriesWaiting' }
  const rows = await listRows(
    sql,
    sql`
    agreement = ${root} and seq < ${row.seq} and state = 'accepted' and (kind = 'meter' or month = ${number})`,
  )
  const delivered = await listRows(
    sql,
    sql`
    agreement = ${root} and seq < ${row.seq} and state in ('accepted', 'waiting', 'refused')
    and seq > ${await seqOfEarlierClose(sql, root, row.seq, number)}`,
  )
  const bill = rows.find(row => row.kind !== 'meter')

  return decideMonth(row, {
    standing,
    contracts,
    terms: await findTerms(sql, standing, number),
    decimals: bill && 'currency' in bill.data ? currencyDecimals(bill.data.currency) : 0,
    rows,
    delivered,
    upToMonth: await tally(sql`
      select count(*)::int as entries, coalesce(sum(amount), 0) as sum from rows
      where agreement = ${root} and seq < ${row.seq} and state = 'accepted' and month <= ${number}`),
    bookedBefore: await tally(sql`
      select coalesce(sum(entries), 0)::int as entries, coalesce(sum(sum), 0) as sum from bookings
      where root = ${root} and month < ${number}`),
  })
}

/** Terms are those of the version that closed the month: one that takes effect later says nothing about it. */
async function findTerms(sql: Sql, { root, terms }: Standing, month: number) {
  const [closed] = await sql<{ block: number }[]>`select block from effects where effect = ${monthEffect(root, month)}`
  return (closed && (await findVersionAt(sql, root, closed.block))) ?? terms
}

async function seqOfEarlierClose(sql: Sql, root: Hex, seq: number, month: number): Promise<number> {
  const rows = await sql<{ seq: number; month: string }[]>`
    select seq, body -> 'data' ->> 'month' as month from rows
    where agreement = ${root} and kind = 'close' and state <> 'unusable' and seq < ${seq} order by seq desc`
  return rows.find(close => (readMonth(close.month) ?? 0) < month)?.seq ?? 0
}

async function listRows(sql: Sql, condition: ReturnType<Sql>): Promise<FeedRow[]> {
  const rows = await sql<{ body: FeedRow }[]>`select body from rows where ${condition} order by seq`
  return rows.map(row => row.body)
}

async function tally(query: Promise<unknown>): Promise<Tally> {
  const [row] = (await query) as { entries: number; sum: string }[]
  return { entries: row?.entries ?? 0, sum: BigInt(row?.sum ?? 0) }
}
