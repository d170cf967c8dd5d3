import { inTurn } from '../database/inTurn.ts'
import type { Sql } from '../database/open.ts'

const tables = [
  ...['quorums', 'agreements', 'locks', 'endings', 'effects', 'closes', 'bookings', 'settlements'],
  ...['reserves', 'withheld', 'instructions', 'chores'],
]

/** Forgets what the chain said above a height: facts it no longer holds are submitted again. */
export async function rewind(sql: Sql, height: number): Promise<void> {
  await inTurn(sql, async sql => {
    for (const table of tables) await sql`delete from ${sql(table)} where block > ${height}`
    await sql`delete from blocks where height > ${height}`
    await sql`update decisions set settled_block = null where settled_block > ${height}`
  })
}
