import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { factDigest } from '@concordat/sdk/facts.ts'
import { checkpointFact } from '@concordat/sdk/proof/checkpoint.ts'
import type { Address, Hex, PublicClient } from 'viem'
import { lastRead } from '../chain/follow.ts'
import { inTurn } from '../database/inTurn.ts'
import type { Sql } from '../database/open.ts'
import { factKey } from '../facts/key.ts'
import type { Quorums } from '../facts/quorums.ts'
import { type StoredFact, toStored } from '../facts/save.ts'
import { signDigest } from '../facts/sign.ts'
import { CheckpointRefusal } from './refusal.ts'

export type CheckpointsParameters = {
  sql: Sql
  client: PublicClient
  quorums: Quorums
  self: Address
  privateKey: Hex
  chainId: number
  facts: Address
  genesisHash: Hex
  /** Whether what this node once signed was read back from its peers: until then it signs nothing. */
  isReady: () => boolean
}

export type Checkpoint = { quorum: Hex; height: number; hash: Hex; digest: Hex; fact: StoredFact }

/**
 * Signs the hashes of these blocks for each of the quorums. The hash is stored before it is signed and stays the only one
 * for its height: a block that the chain has replaced is refused.
 */
export async function signCheckpoints(
  parameters: CheckpointsParameters,
  heights: number[],
  quorums: Hex[],
): Promise<Checkpoint[]> {
  const { client, isReady, genesisHash, chainId, facts } = parameters
  if (!isReady()) throw new RetryableError('NodeStarting', 'The node has not read the chain and its peers yet.')
  await requireFinal(parameters, Math.max(...heights))
  const made: Checkpoint[] = []
  for (const height of heights) {
    const { hash, timestamp } = await client.getBlock({ blockNumber: BigInt(height) })
    for (const quorum of quorums) {
      const block = { quorum, genesisHash, number: BigInt(height), hash, timestamp: Number(timestamp) }
      const fact = checkpointFact(block)
      const digest = factDigest(fact, chainId, facts)
      made.push(await keep(parameters, { quorum, height, hash, digest, fact: toStored(fact) }, factKey(fact)))
    }
  }
  return made
}

/** That the block is as deep as the node reads, on the branch that it has read. */
async function requireFinal({ sql, client }: CheckpointsParameters, height: number): Promise<void> {
  const last = await lastRead(sql)
  if (!last || height > last.height)
    throw new CheckpointRefusal('BlockNotFinal', `The node has read to block ${last?.height ?? 0}, not to ${height}.`)
  const { hash } = await client.getBlock({ blockNumber: BigInt(last.height) })
  if (hash !== last.hash)
    throw new RetryableError('ChainWentBack', `The chain replaced block ${last.height}; the node has yet to follow.`)
}

async function keep({ sql, self, privateKey }: CheckpointsParameters, made: Checkpoint, key: string) {
  const { quorum, height, hash, digest, fact } = made
  const attestor = self.toLowerCase()
  await sql`insert into checkpoints ${sql({ ...made, key, fact: sql.json(fact) })} on conflict do nothing`
  const values = await sql<{ digest: Hex }[]>`
    select digest from checkpoints where key = ${key}
    union select digest from attestations where attestor = ${attestor} and key = ${key}`
  if (values.some(value => value.digest !== digest))
    throw new CheckpointRefusal(
      'BlockReorganised',
      `The node stands by another hash of block ${height} for quorum ${quorum} than ${hash}.`,
    )
  const line = { attestor, key, digest, signature: signDigest(digest, privateKey), fact: sql.json(fact) }
  await inTurn(sql, sql => sql`insert into attestations ${sql(line)} on conflict do nothing`)
  return made
}
