import type { Address, Hex } from 'viem'
import { isAddressEqual } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { readKey } from '../key.ts'
import { listFeeds } from '../rows/request.ts'
import { reachChain, readQuorum } from './reach.ts'
import { readSettings, writeSettings } from './settings.ts'

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
  /** Whether the quorum lists this node already; if not, its members seat it by a rotation. */
  isMember: boolean
  members: readonly Address[]
  /** How many confirmations the quorum needs. */
  needed: number
  peers: { url: string; address: Address | null; problem: string | null }[]
  sources: { url: string; problem: string | null }[]
}

/** Connects a prepared node with the others of a quorum: checks them and writes PEERS and SOURCES. */
export async function joinNode({ directory, quorum, ...urls }: JoinNodeParameters): Promise<JoinNodeReturnType> {
  const settings = readSettings(directory)
  const account = privateKeyToAccount(readKey(settings.KEY_FILE))
  const chain = await reachChain(settings.RPC_URL, settings.DEPLOYMENT)
  const { members, k } = await readQuorum(chain, quorum)
  const { genesisHash } = chain.deployment
  const known = { self: account.address, genesisHash, members }
  const peers = await Promise.all(urls.peers.map(url => askPeer(url, known)))
  const sources = await Promise.all(urls.sources.map(url => askSource(url, account)))
  writeSettings(directory, { PEERS: urls.peers.join(','), SOURCES: urls.sources.join(',') })
  const isMember = members.some(member => isAddressEqual(member, account.address))
  return { address: account.address, isMember, members, needed: k + 1, peers, sources }
}

const patienceMs = 5_000
const Health = z.object({ address: z.custom<Address>(), genesisHash: z.custom<Hex>() })

type Known = { self: Address; genesisHash: Hex; members: readonly Address[] }

async function askPeer(
  url: string,
  { self, genesisHash, members }: Known,
): Promise<JoinNodeReturnType['peers'][number]> {
  let health: z.infer<typeof Health>
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(patienceMs) })
    health = Health.parse(await response.json())
  } catch (error) {
    const isOther = error instanceof z.ZodError || error instanceof SyntaxError
    return { url, address: null, problem: isOther ? 'is no node' : 'does not answer' }
  }
  const { address } = health
  const problemOf = () => {
    if (health.genesisHash !== genesisHash) return 'is on another chain'
    if (isAddressEqual(address, self)) return 'is this node itself'
    return members.some(member => isAddressEqual(member, address)) ? null : 'is no attestor of this quorum'
  }
  return { url, address, problem: problemOf() }
}

async function askSource(url: string, account: PrivateKeyAccount): Promise<JoinNodeReturnType['sources'][number]> {
  try {
    await listFeeds(url, account)
    return { url, problem: null }
  } catch (error) {
    return { url, problem: error instanceof z.ZodError ? 'is no business system' : (error as Error).message }
  }
}
