import type { Hex } from 'viem'
import type { Sql } from '../database/open.ts'

/** The names of processor accounts whose reserve the chain knows. */
export async function listReserves(sql: Sql): Promise<Set<Hex>> {
  const rows = await sql<{ processor: Hex }[]>`select processor from reserves`
  return new Set(rows.map(row => row.processor))
}
