import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import postgres from 'postgres'
import { type Address, type Hex, isAddressEqual, type PublicClient } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { connectChain } from './chain/connect.ts'
import { readDeployment } from './deployment.ts'
import { readKey } from './key.ts'
import { Refusal } from './refusal.ts'

export type InitNodeParameters = {
  /** Where the node's key and settings are kept; made when missing. */
  directory: string
  name: string
  /** JSON-RPC endpoint of the institution's own chain client. */
  rpcUrl: string
  /** The node's own database, which must exist. */
  databaseUrl: string
  /** The deployment file of the network, copied into the folder. */
  deploymentFile: string
  port: number
  /** Address to listen on: 127.0.0.1 unless peers are elsewhere. */
  host?: string
}

export type InitNodeReturnType = { address: Address; keyFile: string; envFile: string }

/**
 * Prepares a node: checks chain and database, makes its key the first time, and writes `node.env`. Running it again
 * changes settings and keeps the key.
 */
export async function initNode(parameters: InitNodeParameters): Promise<InitNodeReturnType> {
  const { directory, name, rpcUrl, databaseUrl, deploymentFile, port, host = '127.0.0.1' } = parameters
  const folder = resolve(directory)
  await connectTo(rpcUrl, deploymentFile)
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await sql`select 1`.finally(() => sql.end())

  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const deployment = join(folder, 'deployment.json')
  if (resolve(deploymentFile) !== deployment) copyFileSync(deploymentFile, deployment)
  const keyFile = join(folder, 'key')
  if (!existsSync(keyFile)) writeFileSync(keyFile, `${generatePrivateKey()}\n`, { mode: 0o600, flag: 'wx' })
  const envFile = join(folder, 'node.env')
  const before = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  writeEnv(envFile, {
    ...before,
    NODE_NAME: name,
    RPC_URL: rpcUrl,
    DATABASE_URL: databaseUrl,
    DEPLOYMENT: deployment,
    KEY_FILE: keyFile,
    PORT: String(port),
    HOST: host,
  })
  return { address: privateKeyToAddress(readKey(keyFile)), keyFile, envFile }
}

export type JoinNodeParameters = {
  /** The folder that `initNode` prepared. */
  directory: string
  quorum: Hex
  /** Addresses of the other attestors' nodes. */
  peers: string[]
  /** Addresses of the business systems to read. */
  sources: string[]
}

export type JoinNodeReturnType = {
  address: Address
  /** Whether the quorum lists this node already; if not, its members seat it by `rotate`. */
  isMember: boolean
  members: readonly Address[]
  /** How many confirmations the quorum needs. */
  needed: number
  peers: { url: string; address: Address | null; problem: string | null }[]
}

/** Connects a prepared node with the others of a quorum: checks them and writes PEERS and SOURCES. */
export async function joinNode(parameters: JoinNodeParameters): Promise<JoinNodeReturnType> {
  const { directory, quorum, sources } = parameters
  const folder = resolve(directory)
  const envFile = join(folder, 'node.env')
  if (!existsSync(envFile)) throw new Error(`${folder} holds no node: prepare one with "concordat node init" first.`)
  const before = parseEnv(readFileSync(envFile, 'utf8'))
  const { client, facts, genesisHash } = await connectTo(String(before.RPC_URL), String(before.DEPLOYMENT))
  const { members, k } = await readQuorum(client, facts, quorum)
  const address = privateKeyToAddress(readKey(String(before.KEY_FILE)))
  const peers = await Promise.all(parameters.peers.map(url => askPeer(url, genesisHash, members)))
  writeEnv(envFile, { ...before, PEERS: parameters.peers.join(','), SOURCES: sources.join(',') })
  const isMember = members.some(member => isAddressEqual(member, address))
  return { address, isMember, members, needed: k + 1, peers }
}

/** The present members of a quorum and its preset number. */
export async function readQuorum(client: PublicClient, facts: Address, quorum: Hex) {
  const contract = { address: facts, abi: factsAbi, args: [quorum] } as const
  const members = await client.readContract({ ...contract, functionName: 'membersOf' })
  const { k, rotation } = await client.readContract({ ...contract, functionName: 'quorumOf' })
  if (members.length === 0) throw new Error(`The chain knows no quorum ${quorum}: copy all 66 characters.`)
  return { members, k, rotation }
}

/** The chain of a deployment file, once it is sure that the endpoint serves that chain. */
export async function connectTo(rpcUrl: string, deploymentFile: string) {
  const { chainId, contracts, genesisHash } = readDeployment(deploymentFile)
  const client = connectChain(rpcUrl, chainId)
  const { hash } = await client.getBlock({ blockNumber: 0n })
  if (hash !== genesisHash)
    throw new Refusal(
      'ForeignChain',
      `The chain at ${rpcUrl} began with ${hash}, the deployment's with ${genesisHash}.`,
    )
  return { client, facts: contracts.Facts, genesisHash, chainId }
}

async function askPeer(url: string, genesisHash: Hex, members: readonly Address[]) {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })
    const health = (await response.json()) as { address: Address; genesisHash: Hex }
    if (health.genesisHash !== genesisHash) return { url, address: health.address, problem: 'is on another chain' }
    const isMember = members.some(member => isAddressEqual(member, health.address))
    return { url, address: health.address, problem: isMember ? null : 'is no attestor of this quorum' }
  } catch {
    return { url, address: null, problem: 'does not answer' }
  }
}

function writeEnv(file: string, variables: Record<string, string | undefined>): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value ?? '')}`)
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}
