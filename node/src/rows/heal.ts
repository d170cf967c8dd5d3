import type { Hex } from 'viem'
import type { Sql, Transaction } from '../database/open.ts'
import { checkRow } from './check.ts'
import { lineOf, rowSubject, withdraw } from './store.ts'

/** Rows whose place is held, oldest first. */
export async function listUnusable(sql: Sql, business: Hex): Promise<number[]> {
  const rows = await sql<{ seq: number }[]>`
    select seq from rows where business = ${business} and state = 'unusable' order by seq limit 100`
  return rows.map(row => row.seq)
}

/** Puts the business's word into a place that was held. What was refused after it is decided again. */
export async function healRow(sql: Sql, business: Hex, seq: number, given: unknown): Promise<boolean> {
  const checked = checkRow(given, business, seq)
  if (checked.problem) return false
  const { kind, id, round } = checked.row
  return sql.begin(async sql => {
    const [other] = await sql`
      select 1 from rows where business = ${business} and kind = ${kind} and identity = ${id} and round = ${round}
      and state <> 'unusable'`
    if (other) return false
    await sql`update rows set ${sql(lineOf(sql, checked.row))} where business = ${business} and seq = ${seq}`
    await withdraw(sql, rowSubject(business, seq))
    await decideAgain(sql, business, { from: seq + 1 })
    return true
  })
}

/** Takes back what was refused in these places, so that it is decided once more, on what a processor says then. */
export async function decideAgain(
  sql: Transaction,
  business: Hex,
  { from, to = Number.MAX_SAFE_INTEGER }: { from: number; to?: number },
): Promise<void> {
  await sql`
    update decisions set withdrawn_at = now()
    where business = ${business} and seq between ${from} and ${to} and topic <> 'row' and digest is null
    and withdrawn_at is null`
  await sql`
    update rows set state = 'waiting', record = null
    where business = ${business} and seq between ${from} and ${to} and state = 'refused'`
}
