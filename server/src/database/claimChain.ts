import type { Hex } from 'viem'
import { ApiError } from '../errors.ts'
import type { Sql } from './connect.ts'

/** Binds the database to one chain; throws `ForeignChain` when it already belongs to another. */
export async function claimChain(sql: Sql, genesisHash: Hex): Promise<void> {
  await sql`insert into chain ${sql({ genesis_hash: genesisHash })} on conflict do nothing`
  const [row] = await sql<{ genesis_hash: Hex }[]>`select genesis_hash from chain`
  if (row?.genesis_hash !== genesisHash) throw foreignChain(row?.genesis_hash, genesisHash)
}

export function foreignChain(expected: Hex | undefined, given: Hex): ApiError {
  return new ApiError(
    500,
    'ForeignChain',
    `This server's data belongs to the chain that began with ${expected}, not to the one that began with ${given}.`,
    { expected, given },
  )
}
