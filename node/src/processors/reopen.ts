import type { Hex } from 'viem'
import type { Sql } from '../database/open.ts'
import { decideAgain } from '../rows/heal.ts'

/**
 * Rows that were refused because the node could not ask their processor are decided again now that it can, and what was refused
 * after them too.
 */
export async function reopenUnknown(sql: Sql, connected: string[]): Promise<void> {
  const businesses = await sql<{ business: Hex; from: number }[]>`
    select r.business, min(r.seq) as from from rows r
    join decisions d on d.business = r.business and d.seq = r.seq and d.code = 'ProcessorUnknown' and d.withdrawn_at is null
    where r.state = 'refused' and r.processor = any(${connected}) group by r.business`
  for (const { business, from } of businesses) await sql.begin(sql => decideAgain(sql, business, { from }))
}
