import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import type { Indexer } from '../indexer/createIndexer.ts'
import { attachFound } from './attach.ts'

const interval = 1_000

/** Looks for agreements that name a business of this server whenever the indexer has read further. */
export function watchAgreements(sql: Sql, indexer: Indexer): () => void {
  let stopped = false
  let seen = ''
  let timer: NodeJS.Timeout | undefined

  async function look() {
    try {
      const { blockHash } = await indexer.getStatus()
      if (blockHash !== seen) {
        const businesses = await sql<{ id: Hex }[]>`select id from businesses`
        for (const { id } of businesses) await attachFound(sql, indexer, id)
        seen = blockHash
      }
    } catch {
      // Not attached yet; the next look tries again.
    }
    if (!stopped) timer = setTimeout(look, interval)
  }
  void look()

  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
