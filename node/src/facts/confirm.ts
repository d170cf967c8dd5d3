import type { Hex } from 'viem'
import type { Sql, Transaction } from '../database/open.ts'

/** Marks the decisions that strictly more than k present attestors signed. Answers how many became so. */
export async function markConfirmed(sql: Sql | Transaction, digests?: Hex[]): Promise<number> {
  const these = digests ? sql`and d.digest = any(${digests})` : sql`and d.settled_block is null`
  const marked = await sql`
    update decisions d set confirmed_at = now()
    from (select distinct on (quorum) quorum, attestors, k from quorums order by quorum, block desc, log_index desc) q
    where q.quorum = d.quorum and d.confirmed_at is null ${these}
    and (select count(*) from attestations a where a.digest = d.digest and a.attestor = any(q.attestors)) > q.k`
  return marked.count
}
