import type { Sql, Transaction } from './open.ts'

const turnId = 7_265_002

/**
 * A transaction that waits for others of its kind. Decisions, attestations and effects come from loops of their own, and
 * each looks for what the others wrote: side by side, both could miss it. The numbers of attestations are read as a
 * cursor, so they are also committed in order.
 */
export async function inTurn<T>(sql: Sql, work: (sql: Transaction) => Promise<T>): Promise<T> {
  return sql.begin(async sql => {
    await sql`select pg_advisory_xact_lock(${turnId})`
    return work(sql)
  }) as Promise<T>
}
