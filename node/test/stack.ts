import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deploy } from '@concordat/cli/deploy/deploy.ts'
import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { createDatabase } from '@concordat/cli/stack/database.ts'
import { removePostgresData, startPostgres } from '@concordat/cli/stack/postgres.ts'
import { factsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { quorumId } from '@concordat/sdk/ids.ts'
import { agreementDigest, agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import {
  type Abi,
  type Address,
  createPublicClient,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  keccak256,
  type PublicClient,
  parseEther,
  stringToHex,
} from 'viem'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'

const mnemonic = 'test test test test test test test test test test test junk'

/** A funded account of the development chain. */
export const accountAt = (addressIndex: number) => mnemonicToAccount(mnemonic, { addressIndex })

/** The key of attestor i. */
export const nodeKey = (i: number): Hex => keccak256(stringToHex(`node ${i}`))
export const nodeAccount = (i: number) => privateKeyToAccount(nodeKey(i))

/** A chain, a database and the contracts. */
export async function startStack() {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-node-'))
  const dataDir = join(folder, 'postgres')
  const chainPort = await freePort()
  const server = await startPostgres({ dataDir, port: await freePort(), durable: false })
  let anvil: Anvil = await startAnvil({ port: chainPort })
  const transport = http(anvil.url)
  const client = createPublicClient({ transport, pollingInterval: 20 }) as PublicClient
  const chain = createTestClient({ mode: 'anvil', transport })
  const wallet = createWalletClient({ account: accountAt(0), transport, pollingInterval: 20 })
  const deployment = await deploy(client, { wallet })
  const deploymentFile = join(folder, 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(deployment))

  const write = async (address: Address, abi: Abi, functionName: string, args: readonly unknown[]) => {
    const hash = await wallet.writeContract({ address, abi, functionName, args, chain: null })
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${functionName} was reverted`)
    return receipt
  }

  return {
    client,
    chain,
    folder,
    rpcUrl: anvil.url,
    contracts: deployment.contracts,
    chainId: deployment.chainId,
    deploymentFile,
    write,
    createDatabase: async (name: string) => {
      await createDatabase(server.url('postgres'), name)
      return server.url(name)
    },
    /** Creates the quorum of the first `n` attestors, with coins for gas. */
    createQuorum: async (n: number, k: number): Promise<Hex> => {
      const members = Array.from({ length: n }, (_, i) => nodeAccount(i).address)
      for (const address of members) await chain.setBalance({ address, value: parseEther('1000') })
      await write(deployment.contracts.Facts, factsAbi as Abi, 'create', [members, k, 0])
      return quorumId(members, k, 0)
    },
    /** Puts terms in force whose parties are the first accounts. Answers the root. */
    conclude: async (agreement: Agreement): Promise<Hex> => {
      const { Splits } = deployment.contracts
      const data = agreementTypedData(agreement, deployment.chainId, Splits)
      const signatures = await Promise.all(agreement.parties.map((_, i) => accountAt(i).signTypedData(data)))
      await write(Splits, splitsAbi as Abi, 'conclude', [agreement, signatures])
      return agreementDigest(agreement, deployment.chainId, Splits)
    },
    /** Another chain at the same address. */
    resetChain: async () => {
      await anvil.stop()
      anvil = await startAnvil({ port: chainPort })
    },
    stop: async () => {
      await anvil.stop()
      await server.stop()
      removePostgresData(dataDir)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Stack = Awaited<ReturnType<typeof startStack>>

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Waits until the condition holds; fails with what it last said. */
export async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not happen in ${timeoutMs / 1000} s: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
