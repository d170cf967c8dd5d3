import { db } from 'ponder:api'
import { block } from 'ponder:schema'
import type { StatusView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { desc } from 'ponder'
import { zeroHash } from 'viem'
import { client, deployment } from './chain.ts'
import type { Reader } from './snapshot.ts'

/** The last block read. */
export async function readHead(reader: Reader = db) {
  const [head] = await reader.select().from(block).orderBy(desc(block.number)).limit(1)
  return head ?? { number: 0, hash: zeroHash, timestamp: 0 }
}

export const status = new Hono().get('/', async context => {
  const [head, latest] = await Promise.all([readHead(), client.getBlock({ blockTag: 'latest' }).catch(() => undefined)])
  const view: StatusView = {
    chainId: deployment.chainId,
    genesisHash: deployment.genesisHash,
    block: head.number,
    blockHash: head.hash,
    timestamp: head.timestamp,
    ready: head.hash === latest?.hash,
  }
  return context.json(view)
})
