import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import type { Receipt } from '@concordat/sdk/types.ts'
import type { Address, Hex } from 'viem'
import { findStanding, type Standing } from '../agreements/find.ts'
import type { Sql } from '../database/open.ts'
import type { Decision } from '../facts/decision.ts'
import type { Decided } from '../facts/save.ts'
import { decideMilestone } from '../milestones/decide.ts'
import { readMonth } from '../months/decide.ts'
import { decideMonthRow } from '../months/source.ts'
import { decidePayment, readAmount, receiptIn, subjectOf } from '../payments/decide.ts'
import { decideRefund } from '../refunds/decide.ts'
import type { RowContext } from './context.ts'

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
  const roots = await sql<{ agreement: Hex }[]>`select distinct agreement from rows where state = 'waiting'`
  let more = false
  for (const { agreement: root } of roots) {
    const standing = await findStanding(sql, root)
    if (!standing || !isMember(standing.terms.rules.quorum)) continue
    const rows = await listWaiting(sql, root)
    if (rows.length > 0) {
      await save(await decideInOrder(sql, rows, standing, contracts))
      more ||= rows.length >= rowsPerTurn
    }
    if (rows.length >= rowsPerTurn) continue
    const closes = await sql<{ body: FeedRow }[]>`
      select body from rows where agreement = ${root} and kind = 'close' and state = 'waiting' order by seq`
    for (const { body } of closes) {
      if (body.kind !== 'close') continue
      const decision = await decideMonthRow({ sql, row: body, standing, contracts })
      if (decision.status !== 'wait') await save([{ row: body, decision }])
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
  const refunds = await readRefunds(sql, rows, standing)
  const offset = standing.terms.rules.period.utcOffsetMinutes

  return rows.map(row => {
    const lastClosed = closes.findLast(close => close.seq < row.seq)?.last
    const context: RowContext = { standing, contracts, lastClosed }
    const decision = decideRow(row, context, refunds)
    if (decision.status !== 'fact' || (row.kind !== 'payment' && row.kind !== 'refund')) return { row, decision }
    const size = readAmount(row.data.amount, row.data.currency) ?? 0n
    refunds.note(row, decision, size)
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
async function readRefunds(sql: Sql, rows: FeedRow[], { terms }: Standing) {
  const { business } = terms.rules
  const named = rows.flatMap(row => (row.kind === 'refund' ? [row.data.original] : []))
  const subject = (id: string) => subjectOf(business, id)
  const payments = new Map<Hex, Receipt>()
  const sums = new Map<Hex, bigint>()
  if (named.length > 0) {
    const stored = await sql<{ subject: Hex; payload: Parameters<typeof receiptIn>[0] }[]>`
      select subject, payload from decisions
      where topic = 'payment' and digest is not null and subject = any(${named.map(subject)})`
    for (const { subject, payload } of stored) payments.set(subject, receiptIn(payload))
    const before = await sql<{ original: string; sum: string }[]>`
      select body -> 'data' ->> 'original' as original, sum(-amount) as sum from rows
      where business = ${business} and kind = 'refund' and state = 'accepted'
      and body -> 'data' ->> 'original' = any(${named}) group by 1`
    for (const { original, sum } of before) sums.set(subject(original), BigInt(sum))
  }

  return {
    of: (original: string) => ({
      original: payments.get(subject(original)),
      refunded: sums.get(subject(original)) ?? 0n,
    }),
    note: (row: FeedRow, decision: Extract<Decision, { status: 'fact' }>, amount: bigint) => {
      if (row.kind === 'payment') payments.set(decision.fact.subject, receiptIn(decision.payload as never))
      if (row.kind !== 'refund') return
      const payment = subject(row.data.original)
      sums.set(payment, (sums.get(payment) ?? 0n) + amount)
    },
  }
}
