import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Confirmations, Fact } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex } from 'viem'
import type { Sql } from '../database/open.ts'

/**
 * The call that unlocks a clause on a confirmed milestone.
 * @param clause The clause's running number, monthly clauses first.
 */
export function unlockCall(terms: Agreement, clause: number, fact: Fact, confirmations: Confirmations): Hex {
  const args = [terms, BigInt(clause), fact, confirmations] as const
  return encodeFunctionData({ abi: splitsAbi, functionName: 'unlock', args })
}

/** The clauses, of any agreement, that still wait for a fact. */
export function listWaitingLocks(sql: Sql, { topic, subject }: Fact): Promise<{ digest: Hex; clause: number }[]> {
  return sql<{ digest: Hex; clause: number }[]>`
    select digest, clause from locks l where topic = ${topic} and subject = ${subject}
    and not exists (select 1 from effects e where e.effect = 'lock:' || l.digest || ':' || l.clause)
    order by digest, clause`
}
