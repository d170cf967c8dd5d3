import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { createPublicClient, defineChain, type Hex, http, type PublicClient } from 'viem'
import type { Sql } from '../database/open.ts'
import type { Deployment } from '../deployment.ts'
import { Refusal } from '../refusal.ts'

/** The chain is not the one the node's database or deployment belongs to: nothing it says may be used. */
function foreignChain(source: 'database' | 'deployment', expected: string, given: string): Refusal {
  const message =
    `The chain began with ${given}, but the ${source} belongs to the chain that began with ${expected}. ` +
    'Point RPC_URL at that chain, or use a new database and the deployment of this chain.'
  return new Refusal('ForeignChain', message)
}

export function connectChain(rpcUrl: string, chainId: number): PublicClient {
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'coin', symbol: 'coin', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  return createPublicClient({
    chain,
    transport: http(rpcUrl, { retryCount: 1, timeout: 10_000 }),
    pollingInterval: 200,
  })
}

/** Refuses a chain that is not the one of the deployment and of the database; remembers it the first time. */
export async function requireOwnChain(client: PublicClient, sql: Sql, deployment: Deployment): Promise<Hex> {
  const genesis = await client.getBlock({ blockNumber: 0n })
  if (!genesis.hash) throw new RetryableError('ChainUnavailable', 'The chain has no first block yet.')
  if (genesis.hash !== deployment.genesisHash) throw foreignChain('deployment', deployment.genesisHash, genesis.hash)
  await sql`insert into meta (name, value) values ('genesis', ${genesis.hash}) on conflict do nothing`
  const [stored] = await sql<{ value: string }[]>`select value from meta where name = 'genesis'`
  if (stored && stored.value !== genesis.hash) throw foreignChain('database', stored.value, genesis.hash)
  return genesis.hash
}
