import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import {
  type Address,
  createTestClient,
  createWalletClient,
  encodeAbiParameters,
  type Hex,
  http,
  keccak256,
  type PublicClient,
  parseEther,
} from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { bytesToHex } from 'viem/utils'
import { writeJson } from './state.ts'

/** The well-known words of development chains: worthless anywhere else, and the addresses stay the same after a reset. */
const mnemonic = 'test test test test test test test test test test test junk'

/** The account that pays for deployments on the development chain. */
export const deployer = mnemonicToAccount(mnemonic, { addressIndex: 0 })

const people = [
  { name: 'Ingrid Invest', role: 'investor' },
  { name: 'Bao Build', role: 'builder' },
  { name: 'Olu Operate', role: 'operator' },
  { name: 'Ursula Use', role: 'user' },
]

/** Writes the wallets that the browser and the example offer, on the development chain only. */
export function writeDevWallets(state: string): void {
  const wallets = people.map((person, i) => {
    const account = mnemonicToAccount(mnemonic, { addressIndex: i + 1 })
    const key = account.getHdKey().privateKey
    if (!key) throw new Error('a development wallet has no key')
    return { ...person, address: account.address, privateKey: bytesToHex(key) }
  })
  writeJson(join(state, 'wallets.json'), wallets, 0o600)
}

/** The key kept in a file, made the first time. */
export function keyIn(file: string): Hex {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim() as Hex
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  const key = generatePrivateKey()
  writeFileSync(file, `${key}\n`, { mode: 0o600 })
  return key
}

/** Gives accounts coins for gas, which only the development chain does on demand. */
export async function fund(rpcUrl: string, addresses: Address[]): Promise<void> {
  const client = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  for (const address of addresses) await client.setBalance({ address, value: parseEther('1000') })
}

export type OpenQuorumParameters = {
  rpcUrl: string
  facts: Address
  attestors: Address[]
  /** The preset number: strictly more confirmations are needed. */
  k: number
  /** Notice before a rotation takes effect, in seconds. */
  notice: number
}

/** Creates the quorum unless it exists, and returns its id. */
export async function openQuorum(client: PublicClient, parameters: OpenQuorumParameters): Promise<Hex> {
  const { rpcUrl, facts, attestors, k, notice } = parameters
  const types = [{ type: 'address[]' }, { type: 'uint8' }, { type: 'uint32' }] as const
  const quorum = keccak256(encodeAbiParameters(types, [attestors, k, notice]))
  const created = await client.getContractEvents({
    address: facts,
    abi: factsAbi,
    eventName: 'QuorumCreated',
    args: { quorum },
    fromBlock: 0n,
  })
  if (created.length > 0) return quorum
  const wallet = createWalletClient({ account: deployer, transport: http(rpcUrl) })
  const hash = await wallet.writeContract({
    chain: null,
    address: facts,
    abi: factsAbi,
    functionName: 'create',
    args: [attestors, k, notice],
  })
  await client.waitForTransactionReceipt({ hash, pollingInterval: 50 })
  return quorum
}

export const nodeAddress = (keyFile: string): Address => privateKeyToAccount(keyIn(keyFile)).address
