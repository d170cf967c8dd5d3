import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import type { Receipt } from '@concordat/sdk/types.ts'
import type { Address, Hex } from 'viem'
import { findStanding, type Standing } from '../agreements/find.ts'
import { quorumBehind } from '../agreements/unit.ts'
import type { Sql } from '../database/open.ts'
import type { Decision } from '../facts/decision.ts'
import type { Decided } from '../facts/save.ts'
import { decideMilestone } from '../milestones/decide.ts'
import { readMonth } from '../months/decide.ts'
import { decideMonthRow } from '../months/source.ts'
import { decidePayment, readAmount, receiptOf } from '../payments/decide.ts'
import { decideRefund } from '../refunds/decide.ts'
import type { RowContext, RowOf } from './context.ts'

const rowsPerTurn = 500

export type DecideParameters = {
  sql: Sql
  contracts: { Payments: Address; Splits: Address }
  /** Whether this node is an attestor of the quorum. */
  isMember: (quorum: Hex) => boolean
  save: (entries: Decided[]) => Promise<unknown>
}

/** Decides the rows that can be decided, agreement by agreement in the order of the feed. Answers whether there are more. */
export async function decideRows({ sql, contracts, isMember, save }: DecideParameters): Promise<boolean> {
  // What another quorum of the agreement has to confirm counts for this node's closes, and is not its to sign.
  const own = (entries: Decided[]) =>
    entries.map(entry =>
      entry.decision.status === 'fact' && !isMember(entry.decision.fact.quorum)
        ? { ...entry, decision: { status: 'kept' } as const }
        : entry,
    )
  const roots = await sql<{ agreement: Hex }[]>`select distinct agreement from rows where state = 'waiting'`
  let more = false
  for (const { agreement: root } of roots) {
    const standing = await findStanding(sql, root)
    if (!standing?.quorums.some(isMember)) continue
    const rows = await listWaiting(sql, root)
    if (rows.length > 0) {
      await save(own(await decideInOrder(sql, rows, standing, contracts)))
      more ||= rows.length >= rowsPerTurn
    }
    if (rows.length >= rowsPerTurn) continue
    const closes = await sql<{ body: FeedRow }[]>`
      select body from rows where agreement = ${root} and kind = 'close' and state = 'waiting' order by seq`
    for (const { body } of closes) {
      if (body.kind !== 'close') continue
      const decision = await decideMonthRow({ sql, row: body, standing, contracts })
      if (decision.status !== 'wait') await save(own([{ row: body, decision }]))
    }
  }
  return more
}

async function listWaiting(sql: Sql, root: Hex): Promise<FeedRow[]> {
  const rows = await sql<{ body: FeedRow }[]>`
    select body from rows where agreement = ${root} and state = 'waiting' and kind <> 'close'
    order by seq limit ${rowsPerTurn}`
  return rows.map(row => row.body)
}

async function decideInOrder(
  sql: Sql,
  rows: FeedRow[],
  standing: Standing,
  contracts: DecideParameters['contracts'],
): Promise<Decided[]> {
  const closes = await listCloses(sql, standing.root)
  const refunds = await readRefunds(sql, rows, { standing, contracts })
  const offset = standing.terms.rules.period.utcOffsetMinutes

  return rows.map(row => {
    const lastClosed = closes.findLast(close => close.seq < row.seq)?.last
    const context: RowContext = { standing, contracts, lastClosed }
    const decision = decideRow(row, context, refunds)
    if (decision.status !== 'fact' || (row.kind !== 'payment' && row.kind !== 'refund')) return { row, decision }
    const size = readAmount(row.data.amount, row.data.currency) ?? 0n
    refunds.note(row, size)
    return { row, decision, month: monthOf(row.bookedAt, offset), amount: row.kind === 'payment' ? size : -size }
  })
}

function decideRow(row: FeedRow, context: RowContext, refunds: Refunds): Decision {
  if (row.kind === 'payment') return decidePayment(row, context)
  if (row.kind === 'refund') return decideRefund(row, { ...context, ...refunds.of(row.data.original) })
  if (row.kind === 'milestone') return decideMilestone(row, context)
  return { status: 'kept' }
}

/** The closes of an agreement in order, each with the last month closed by then. */
async function listCloses(sql: Sql, root: Hex): Promise<{ seq: number; last: number }[]> {
  const rows = await sql<{ seq: number; month: string }[]>`
    select seq, body -> 'data' ->> 'month' as month from rows
    where agreement = ${root} and kind = 'close' and state <> 'unusable' order by seq`
  const closes: { seq: number; last: number }[] = []
  for (const { seq, month } of rows) {
    const last = Math.max(readMonth(month) ?? 0, closes.at(-1)?.last ?? 0)
    closes.push({ seq, last })
  }
  return closes
}

type Refunds = Awaited<ReturnType<typeof readRefunds>>

/** The payments that refunds among the rows name, and what was refunded of them; kept up to date while rows are decided. */
async function readRefunds(
  sql: Sql,
  rows: FeedRow[],
  { standing, contracts }: Pick<RowContext, 'standing' | 'contracts'>,
) {
  const { business } = standing.terms.rules
  const payments = new Map<string, Receipt>()
  const sums = new Map<string, bigint>()
  const notePayment = (row: RowOf<'payment'>) => {
    const quorum = quorumBehind(standing, row.data.currency, contracts.Payments)
    const amount = readAmount(row.data.amount, row.data.currency)
    if (quorum === null || amount === undefined) return
    payments.set(row.id, receiptOf(row, { quorum, amount, payee: contracts.Splits, key: row.agreement }))
  }
  const named = rows.flatMap(row => (row.kind === 'refund' ? [row.data.original] : []))
  if (named.length > 0) {
    const stored = await sql<{ body: RowOf<'payment'> }[]>`
      select body from rows where business = ${business} and kind = 'payment' and identity = any(${named})
      and round = 0 and state = 'accepted'`
    for (const { body } of stored) notePayment(body)
    const before = await sql<{ original: string; sum: string }[]>`
      select body -> 'data' ->> 'original' as original, sum(-amount) as sum from rows
      where business = ${business} and kind = 'refund' and state = 'accepted'
      and body -> 'data' ->> 'original' = any(${named}) group by 1`
    for (const { original, sum } of before) sums.set(original, BigInt(sum))
  }

  return {
    of: (original: string) => ({ original: payments.get(original), refunded: sums.get(original) ?? 0n }),
    /** Notes a row that was found true. */
    note: (row: RowOf<'payment'> | RowOf<'refund'>, amount: bigint) => {
      if (row.kind === 'payment') notePayment(row)
      else sums.set(row.data.original, (sums.get(row.data.original) ?? 0n) + amount)
    },
  }
}
