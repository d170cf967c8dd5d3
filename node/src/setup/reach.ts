import { BaseError } from '@concordat/sdk/errors/base.ts'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Address, Hex, PublicClient } from 'viem'
import { connectChain } from '../chain/connect.ts'
import { openDatabase } from '../database/open.ts'
import { type Deployment, readDeployment } from '../deployment.ts'
import { requireNoOther } from '../key.ts'
import { Refusal } from '../refusal.ts'

export type Chain = { client: PublicClient; deployment: Deployment }

/** The chain of a deployment file, once it is sure that the endpoint serves that chain. */
export async function reachChain(rpcUrl: string, deploymentFile: string): Promise<Chain> {
  const deployment = readDeployment(deploymentFile)
  const client = connectChain(rpcUrl, deployment.chainId)
  const { hash } = await client.getBlock({ blockNumber: 0n }).catch(cause => {
    throw new BaseError('ChainUnreachable', `No chain answers at ${rpcUrl}: start its client, or correct --rpc.`, {
      cause,
    })
  })
  if (hash !== deployment.genesisHash)
    throw new Refusal(
      'ForeignChain',
      `The chain at ${rpcUrl} began with ${hash}, the deployment's with ${deployment.genesisHash}: use that network's client.`,
    )
  return { client, deployment }
}

/** Makes sure that the database answers and that no other key has signed in it. */
export async function reachDatabase(url: string, address: Address): Promise<void> {
  const sql = openDatabase(url)
  try {
    await sql`select 1`.catch(cause => {
      const { host, pathname } = new URL(url)
      const message = `The database ${pathname.slice(1)} at ${host} cannot be used: ${cause.message}. Create it, or correct --database.`
      throw new BaseError('DatabaseUnreachable', message, { cause })
    })
    await requireNoOther(sql, address)
  } finally {
    await sql.end()
  }
}

export type QuorumStanding = {
  members: readonly Address[]
  /** More than k members must sign. */
  k: number
  /** Round of the last announced change of members. */
  rotation: bigint
  /** Unix second from which that change can be applied. */
  appliesAt: number
}

/** A quorum as the chain has it. */
export async function readQuorum({ client, deployment }: Chain, quorum: Hex): Promise<QuorumStanding> {
  const contract = { address: deployment.contracts.Facts, abi: factsAbi, args: [quorum] } as const
  const members = await client.readContract({ ...contract, functionName: 'membersOf' })
  const { k, rotation, appliesAt } = await client.readContract({ ...contract, functionName: 'quorumOf' })
  if (members.length === 0)
    throw new BaseError('QuorumUnknown', `The chain knows no quorum ${quorum}: copy all 66 characters.`)
  return { members, k, rotation, appliesAt }
}
