import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/open.ts'
import type { Code } from '../facts/reasons.ts'
import { pendingOf } from './pending.ts'
import type { ProcessorPort, ProcessorRow } from './port.ts'

const rowsPerTurn = 100
const atOnce = 8

export type ReadParameters = {
  sql: Sql
  port: ProcessorPort
  onRecords: () => void
  /** How often what is pending at the processor is asked for again, in milliseconds. */
  againMs: number
}

type Waiting = { business: Hex; seq: number; body: ProcessorRow }

/** Reads what the processor says of the rows that wait for it. Answers whether there is more; throws when it does not answer. */
export function createReader({ sql, port, onRecords, againMs }: ReadParameters) {
  const listWaiting = () => sql<Waiting[]>`
    select business, seq, body from rows where processor = ${port.name} and state = 'waiting' and record is null
    and (asked_at is null or asked_at < now() - make_interval(secs => ${againMs / 1_000}))
    order by asked_at nulls first, seq limit ${rowsPerTurn}`

  async function read({ business, seq, body }: Waiting): Promise<boolean> {
    const record = await port.read(body)
    const pending = pendingOf(body, record)
    await sql`
      update rows set ${sql(pending ? { asked_at: new Date() } : { record: sql.json(record), waits_for: null })}
      where business = ${business} and seq = ${seq} and state = 'waiting'`
    if (pending) await waitFor(sql, pending, sql`business = ${business} and seq = ${seq}`)
    return !pending
  }

  /** What is refused for one row is not refused for the others: the key may read payments and no refunds. */
  async function noteRefusal({ business, seq }: Waiting): Promise<void> {
    await sql`update rows set asked_at = now() where business = ${business} and seq = ${seq} and state = 'waiting'`
    await waitFor(sql, 'ProcessorRefused', sql`business = ${business} and seq = ${seq}`)
  }

  return async (): Promise<boolean> => {
    const rows = await listWaiting()
    let refusal: unknown
    for (let at = 0; at < rows.length; at += atOnce) {
      const asked = rows.slice(at, at + atOnce)
      const turns = await Promise.allSettled(asked.map(read))
      if (turns.some(turn => turn.status === 'fulfilled' && turn.value)) onRecords()
      for (const [i, turn] of turns.entries()) {
        if (turn.status === 'fulfilled') continue
        if (!(turn.reason instanceof RetryableError && turn.reason.code === 'ProcessorRefused')) {
          await waitFor(sql, 'ProcessorUnavailable', sql`processor = ${port.name} and record is null`)
          throw turn.reason
        }
        refusal = turn.reason
        await noteRefusal(asked[i] as Waiting)
      }
    }
    if (refusal) throw refusal
    return rows.length === rowsPerTurn
  }
}

/** Notes what undecided rows wait for, and since when. */
export async function waitFor(sql: Sql, code: Code, rows: ReturnType<Sql>): Promise<void> {
  await sql`
    update rows set waits_for = ${code}, waits_since = now()
    where state = 'waiting' and waits_for is distinct from ${code} and ${rows}`
}
