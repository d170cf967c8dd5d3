import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { entryOf } from '@concordat/sdk/rows/entries.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import type { Address, Hex } from 'viem'
import { findStanding, type Standing } from '../agreements/find.ts'
import type { Sql } from '../database/open.ts'
import { decideDispute } from '../disputes/decide.ts'
import type { Decision } from '../facts/decision.ts'
import type { Decided } from '../facts/save.ts'
import { decideMilestone } from '../milestones/decide.ts'
import { readMonth } from '../months/decide.ts'
import { decideMonthRow } from '../months/source.ts'
import { decidePayment } from '../payments/decide.ts'
import { readOrders } from '../payments/orders.ts'
import { decidePayout } from '../payouts/decide.ts'
import { readPayouts, reopenReversed } from '../payouts/source.ts'
import type { ProcessorRecord } from '../processors/record.ts'
import { listReserves } from '../processors/reserves.ts'
import { decideRefund } from '../refunds/decide.ts'
import { readOriginals } from '../refunds/originals.ts'
import type { RowContext } from './context.ts'

const rowsPerTurn = 500

/** A row and what the processor it names says of it. */
export type DecidableRow = { body: FeedRow; record: ProcessorRecord | null }

export type DecideParameters = {
  sql: Sql
  contracts: { Payments: Address; Splits: Address }
  chainId: number
  /** The accounts at processors that the node can ask, by the name that rows give them. */
  connected: string[]
  /** Whether this node is an attestor of the quorum. */
  isMember: (quorum: Hex) => boolean
  save: (entries: Decided[]) => Promise<unknown>
}

/** Decides the rows that can be decided, agreement by agreement in the order of the feed. Answers whether there are more. */
export async function decideRows(parameters: DecideParameters): Promise<boolean> {
  const { sql, contracts, connected, isMember, save } = parameters
  await reopenReversed(sql)
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
    const rows = await listWaiting(sql, root, connected)
    const entries = rows.length > 0 ? await decideInOrder(rows, standing, parameters) : []
    if (entries.length > 0) await save(own(entries))
    // Rows that only wait are not looked at again at once, and keep nothing else waiting.
    if (rows.length >= rowsPerTurn && entries.some(({ decision }) => decision.status !== 'wait')) {
      more = true
      continue
    }
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

/**
 * The next rows to decide, those that waited for something last. Rows that name an account at a processor come once its record of
 * them is here, or is never to come.
 */
async function listWaiting(sql: Sql, root: Hex, connected: string[]): Promise<DecidableRow[]> {
  return sql<DecidableRow[]>`
    select body, record from rows where agreement = ${root} and state = 'waiting' and kind <> 'close'
    and (processor is null or record is not null or processor <> all(${connected}))
    order by waits_for is not null, seq limit ${rowsPerTurn}`
}

async function decideInOrder(
  rows: DecidableRow[],
  standing: Standing,
  parameters: DecideParameters,
): Promise<Decided[]> {
  const { sql, contracts, chainId } = parameters
  const bodies = rows.map(row => row.body)
  const closes = await listCloses(sql, standing.root)
  const originals = await readOriginals(sql, bodies, { standing, contracts })
  const payouts = await readPayouts(sql, bodies)
  const orders = await readOrders(sql, rows)
  const declared = await listReserves(sql)
  const offset = standing.terms.rules.period.utcOffsetMinutes

  const decide = (row: FeedRow, context: RowContext): Decision => {
    if (row.kind === 'payment') {
      const isReserveDeclared = row.data.processor !== undefined && declared.has(processorName(row.data.processor))
      return decidePayment(row, { ...context, isReserveDeclared, orderUsedBy: orders.usedBy(row.id, context.record) })
    }
    if (row.kind === 'refund') return decideRefund(row, { ...context, ...originals.of(row) })
    if (row.kind === 'dispute') return decideDispute(row, { ...context, ...originals.of(row) })
    if (row.kind === 'payout') return decidePayout(row, { ...context, ...payouts.of(row) })
    return row.kind === 'milestone' ? decideMilestone(row, context) : { status: 'kept' }
  }

  return rows.map(({ body: row, record }) => {
    const lastClosed = closes.findLast(close => close.seq < row.seq)?.last
    const decision = decide(row, { standing, contracts, chainId, lastClosed, record })
    originals.note(row, decision)
    if (decision.status !== 'fact') return { row, decision }
    if (row.kind === 'payment') orders.note(row.id, record)
    const amount = 'currency' in row.data ? entryOf(row, currencyDecimals(row.data.currency)) : undefined
    return amount === undefined ? { row, decision } : { row, decision, month: monthOf(row.bookedAt, offset), amount }
  })
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
