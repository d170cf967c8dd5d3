import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deploy } from '@concordat/cli/deploy/deploy.ts'
import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { createDatabase } from '@concordat/cli/stack/database.ts'
import { removePostgresData, startPostgres } from '@concordat/cli/stack/postgres.ts'
import type { StatusView } from '@concordat/sdk/views.ts'
import { createPublicClient, createTestClient, createWalletClient, http, type PublicClient, publicActions } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

const mnemonic = 'test test test test test test test test test test test junk'
const run = fileURLToPath(new URL('../run.ts', import.meta.url))

/** A funded account of the development chain. */
export const accountAt = (index: number) => mnemonicToAccount(mnemonic, { addressIndex: index })

/** A chain, a database and the contracts, and an indexer that can be started and stopped. */
export async function startStack() {
  const folder = mkdtempSync(join(tmpdir(), 'indexer-'))
  const dataDir = join(folder, 'postgres')
  const [chainPort, databasePort, port] = [await findPort(), await findPort(), await findPort()]
  const postgres = await startPostgres({ dataDir, port: databasePort, durable: false })
  await createDatabase(postgres.url('postgres'), 'indexer')
  let anvil: Anvil = await startAnvil({ port: chainPort })
  const transport = http(anvil.url, { batch: { batchSize: 500 } })
  const chain = createTestClient({ mode: 'anvil', transport, pollingInterval: 20 }).extend(publicActions)
  const client = createPublicClient({ transport, pollingInterval: 20 }) as PublicClient
  const walletOf = (index: number) => createWalletClient({ account: accountAt(index), transport, pollingInterval: 20 })
  const file = join(folder, 'deployment.json')
  const deployAll = async () => {
    const deployment = await deploy(client, { wallet: walletOf(0) })
    writeFileSync(file, JSON.stringify(deployment))
    return deployment
  }
  const stopServices = async () => {
    await anvil.stop()
    await postgres.stop()
    removePostgresData(dataDir)
    rmSync(folder, { recursive: true, force: true })
  }
  const deployment = await deployAll().catch(async error => {
    await stopServices()
    throw error
  })

  const url = `http://127.0.0.1:${port}`
  let indexer: ReturnType<typeof spawn> | undefined
  let log = ''
  const stopIndexer = async () => {
    const ended = new Promise(resolve => indexer?.once('exit', resolve))
    if (indexer?.kill('SIGINT')) await ended
    indexer = undefined
  }

  return {
    chain,
    client,
    walletOf,
    contracts: deployment.contracts,
    chainId: deployment.chainId,
    databaseUrl: postgres.url('indexer'),
    url,
    log: () => log,
    startIndexer: () => {
      const env = { RPC_URL: anvil.url, DATABASE_URL: postgres.url('indexer'), DEPLOYMENT: file, PORT: String(port) }
      indexer = spawn(process.execPath, [run], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [indexer.stdout, indexer.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => {
          log = (log + text).slice(-20_000)
        })
    },
    stopIndexer,
    /** Another chain on the same port, with the contracts at the same addresses. */
    resetChain: async () => {
      await anvil.stop()
      anvil = await startAnvil({ port: chainPort })
      return deployAll()
    },
    stop: async () => {
      await stopIndexer()
      await stopServices()
    },
  }
}

export type Stack = Awaited<ReturnType<typeof startStack>>

/** What the indexer answers; throws what it refuses with. */
export async function get<T>({ url }: Pick<Stack, 'url'>, path: string): Promise<T> {
  const response = await fetch(`${url}/v1/${path}`)
  const body = await response.json()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(body)}`)
  return body as T
}

/** Waits until the indexer says it has read the chain's head. */
export async function waitUntilReady(stack: Stack, timeoutMs = 60_000): Promise<StatusView> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const status = await get<StatusView>(stack, 'status').catch(() => undefined)
    if (status?.ready) return status
    if (Date.now() > deadline) throw new Error(`The indexer is not ready: ${JSON.stringify(status)}\n${stack.log()}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** A port that is free now. */
function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
