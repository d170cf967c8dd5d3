import { isDeepStrictEqual } from 'node:util'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { canonicalRow } from '@concordat/sdk/rows/sign.ts'
import { encodePacked, type Hex, keccak256 } from 'viem'
import type { Sql, Transaction } from '../database/open.ts'
import { type Code, messageOf } from '../facts/reasons.ts'
import { checkRow, type Problem, seqOf } from './check.ts'

/** The subject of a dissent about a row that makes no fact. */
export const rowSubject = (business: Hex, seq: number): Hex =>
  keccak256(encodePacked(['bytes32', 'uint64'], [business, BigInt(seq)]))

/** The last row of each of the businesses that the node has. */
export async function cursorsOf(sql: Sql, businesses: Hex[]): Promise<Map<Hex, number>> {
  const rows = await sql<{ business: Hex; seq: number }[]>`
    select b.business, coalesce((select max(seq) from rows r where r.business = b.business), 0) as seq
    from unnest(${businesses}::text[]) b (business)`
  return new Map(rows.map(row => [row.business, row.seq]))
}

export type Stored = { stored: number; problems: { seq: number; code: Code }[]; isGap: boolean }

/** The last row of a business the node has. */
export async function cursorOf(sql: Sql | Transaction, business: Hex): Promise<number> {
  const [row] = await sql<{ seq: number | null }[]>`select max(seq) as seq from rows where business = ${business}`
  return row?.seq ?? 0
}

/**
 * Stores a page of a feed after checking each row. Rows may come twice and in any order; what is missing stops the page,
 * what is not the business's word keeps its place, so that the rows behind it count.
 */
export async function storeRows(sql: Sql, business: Hex, page: unknown[]): Promise<Stored> {
  return sql.begin(async sql => {
    const first = (await cursorOf(sql, business)) + 1
    const { rows, gap } = arrange(page, first)
    const checked = rows.map((row, i) => checkRow(row, business, first + i))
    const problems: ({ seq: number; row: unknown } & Problem)[] = []
    const good: { seq: number; row: FeedRow }[] = []
    for (const entry of checked) {
      if (entry.problem) problems.push({ seq: entry.seq, row: entry.row, ...entry.problem })
      else good.push(entry)
    }
    problems.push(...(await insertRows(sql, good)))
    for (const problem of problems) await keepPlace(sql, business, problem)
    const missing = rowSubject(business, first)
    if (rows.length > 0) await withdraw(sql, missing)
    if (gap) {
      const subject = rowSubject(business, gap.expected)
      const message = messageOf('RowMissing', gap)
      await dissentOnce(sql, { business, seq: gap.expected, agreement: business, subject, code: 'RowMissing', message })
    }
    await findChanged(sql, business, page, first)
    return { stored: rows.length, problems, isGap: gap !== undefined }
  }) as Promise<Stored>
}

/** The rows that follow without a gap from `first` on, each once; rows without a number take the next place. */
function arrange(page: unknown[], first: number) {
  const bySeq = new Map<number, unknown>()
  const unnumbered: unknown[] = []
  for (const row of page) {
    const seq = seqOf(row)
    if (seq === undefined) unnumbered.push(row)
    else if (!bySeq.has(seq)) bySeq.set(seq, row)
  }
  const rows: unknown[] = []
  const next = () => bySeq.get(first + rows.length) ?? unnumbered.shift()
  for (let row = next(); row !== undefined; row = next()) rows.push(row)
  const expected = first + rows.length
  const later = [...bySeq.keys()].filter(seq => seq > expected)
  return { rows, gap: later.length > 0 ? { expected, given: Math.min(...later) } : undefined }
}

async function insertRows(sql: Transaction, rows: { seq: number; row: FeedRow }[]) {
  if (rows.length === 0) return []
  const lines = rows.map(({ row }) => lineOf(sql, row))
  const inserted = await sql<{ seq: number }[]>`insert into rows ${sql(lines)} on conflict do nothing returning seq`
  const done = new Set(inserted.map(row => row.seq))
  const problems: ({ seq: number; row: unknown } & Problem)[] = []
  for (const { seq, row } of rows.filter(({ seq }) => !done.has(seq))) {
    const [before] = await sql<{ seq: number }[]>`
      select seq from rows where business = ${row.business} and kind = ${row.kind} and identity = ${row.id}
      and round = ${row.round} and state <> 'unusable'`
    const message = messageOf('RowConflict', { seq, kind: row.kind, id: row.id, round: row.round, first: before?.seq })
    problems.push({ seq, row, code: 'RowConflict', message })
  }
  return problems
}

export function lineOf(sql: Transaction, row: FeedRow) {
  const { business, seq, agreement, kind, id, round } = row
  return { business, seq, agreement, kind, identity: id, round, body: sql.json(row), state: 'waiting' }
}

async function keepPlace(
  sql: Transaction,
  business: Hex,
  { seq, row, code, message }: { seq: number; row: unknown } & Problem,
) {
  const agreement = agreementOf(row) ?? business
  const given = JSON.stringify(row).slice(0, 10_000)
  await sql`
    insert into rows ${sql({ business, seq, agreement, kind: 'unusable', identity: String(seq), round: 0, body: sql.json({ given }), state: 'unusable' })}`
  await dissentOnce(sql, { business, seq, agreement, subject: rowSubject(business, seq), code, message })
}

function agreementOf(row: unknown): Hex | undefined {
  const { agreement } = (row ?? {}) as { agreement?: unknown }
  return typeof agreement === 'string' && /^0x[0-9a-f]{64}$/.test(agreement) ? (agreement as Hex) : undefined
}

type RowDissent = { business: Hex; seq: number; agreement: Hex; subject: Hex; code: Code; message: string }

async function dissentOnce(sql: Transaction, dissent: RowDissent): Promise<void> {
  const { subject, code } = dissent
  const [known] = await sql`
    select 1 from decisions where subject = ${subject} and code = ${code} and withdrawn_at is null`
  if (!known) await sql`insert into decisions ${sql({ ...dissent, topic: 'row' })}`
}

export async function withdraw(sql: Transaction, subject: Hex): Promise<void> {
  await sql`
    update decisions set withdrawn_at = now() where subject = ${subject} and digest is null and withdrawn_at is null`
}

/** A row that was delivered before and now reads otherwise: the first stands. */
async function findChanged(sql: Transaction, business: Hex, page: unknown[], first: number): Promise<void> {
  const again = page.map(row => ({ row, seq: seqOf(row) ?? first })).filter(({ seq }) => seq < first)
  for (const { row, seq } of again) {
    const [known] = await sql<{ body: FeedRow; state: string }[]>`
      select body, state from rows where business = ${business} and seq = ${seq}`
    if (!known || known.state === 'unusable' || isDeepStrictEqual(known.body, row)) continue
    const checked = checkRow(row, business, seq)
    if (checked.problem || canonicalRow(checked.row).equals(canonicalRow(known.body))) continue
    const { kind, id, round } = checked.row
    const message = messageOf('RowConflict', { seq, kind, id, round, first: seq })
    const agreement = known.body.agreement
    const subject = rowSubject(business, seq)
    await dissentOnce(sql, { business, seq, agreement, subject, code: 'RowConflict', message })
  }
}
