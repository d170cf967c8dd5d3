import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDatabase } from '@concordat/cli/stack/database.ts'
import { removePostgresData, startPostgres } from '@concordat/cli/stack/postgres.ts'
import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import type { StatusView } from '@concordat/sdk/views.ts'
import getPort from 'get-port'
import { encodeFunctionData, type Hex } from 'viem'
import { type Chain, startChain } from '../chain.ts'
import { setUp } from '../gas/setup.ts'
import { signersOf } from '../gas/sign.ts'
import { type Figure, figure, seconds, waitUntil } from './figure.ts'

const script = fileURLToPath(new URL('../../indexer/run.ts', import.meta.url))
/** One event each. */
const transfers = 20_000
/** A hundred events each. */
const distributions = 600
/** Transactions handed over in one request: more would not fit. */
const batchSize = 100
const receivers = signersOf('receiver', 100).map(({ address }) => address)
const events = transfers + distributions * receivers.length

/** Events that the real process turns into rows in a second: those it finds at its start, and those that happen while it runs. */
export async function measureIndexer(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-bench-'))
  const dataDir = join(folder, 'postgres')
  const chain = await startChain()
  const postgres = await startPostgres({ dataDir, port: await getPort({ host: '127.0.0.1' }) })
  let indexer: Awaited<ReturnType<typeof startIndexer>> | undefined
  try {
    const { deployment, calls } = await prepare(chain)
    const file = join(folder, 'deployment.json')
    writeFileSync(file, JSON.stringify(deployment))
    /** How long a first start takes until everything is read, in seconds. */
    const start = async (database: string) => {
      await createDatabase(postgres.url('postgres'), database)
      const env = { RPC_URL: chain.url, DATABASE_URL: postgres.url(database), DEPLOYMENT: file }
      const began = performance.now()
      indexer = await startIndexer(env)
      await indexer.isReady()
      return seconds(began)
    }

    const empty = await start('empty')
    const mine = await handOver(chain, calls)
    const began = performance.now()
    await mine()
    await indexer?.isReady()
    const live = seconds(began)
    await indexer?.stop()
    const full = await start('full')
    return [
      figure('the indexer starts with nothing to read', empty, 's'),
      figure(
        `${events.toLocaleString('en')} events that happened before it started`,
        events / (full - empty),
        'events/s',
      ),
      figure('the same events happening while it runs, the chain making blocks beside it', events / live, 'events/s'),
    ]
  } finally {
    await indexer?.stop()
    await chain.stop()
    await postgres.stop()
    removePostgresData(dataDir)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prepare(chain: Chain) {
  const block = Number(await chain.client.getBlockNumber())
  const { contracts, chainId, id, ledger } = await setUp(chain)
  const genesis = await chain.client.getBlock({ blockNumber: 0n })
  const key = `0x${'00'.repeat(32)}` as Hex
  const account = await chain.client.readContract({
    address: contracts.Ledger,
    abi: ledgerAbi,
    functionName: 'accountOf',
    args: [chain.sender, key],
  })
  await ledger(encodeFunctionData({ abi: ledgerAbi, functionName: 'transfer', args: [account, id, 10n ** 12n] }))
  const to = receivers[0] as Hex
  const transfer = encodeFunctionData({ abi: ledgerAbi, functionName: 'transfer', args: [to, id, 1n] })
  const amounts = receivers.map(() => 1n)
  const distribute = encodeFunctionData({
    abi: ledgerAbi,
    functionName: 'distribute',
    args: [key, id, receivers, amounts],
  })
  const call = (data: Hex, gas: number) => ({
    from: chain.sender,
    to: contracts.Ledger,
    data,
    gas: `0x${gas.toString(16)}`,
  })
  const calls = [
    ...Array.from({ length: transfers }, () => call(transfer, 100_000)),
    ...Array.from({ length: distributions }, () => call(distribute, 4_000_000)),
  ]
  return { deployment: { chainId, genesisHash: genesis.hash, block, contracts }, calls }
}

/** Hands the chain the transactions; they are put in blocks when what it returns is called. */
async function handOver(chain: Chain, calls: object[]) {
  await chain.test.setAutomine(false)
  const first = await chain.client.getTransactionCount({ address: chain.sender })
  for (let i = 0; i < calls.length; i += batchSize) {
    const batch = calls.slice(i, i + batchSize).map((call, id) => {
      const nonce = `0x${(first + i + id).toString(16)}`
      return { jsonrpc: '2.0', id, method: 'eth_sendTransaction', params: [{ ...call, nonce }] }
    })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(chain.url, { method: 'POST', headers, body: JSON.stringify(batch) })
    const answers = (await response.json()) as { error?: { message: string } }[]
    const refused = answers.find(({ error }) => error)
    if (refused) throw new Error(refused.error?.message)
  }
  return async () => {
    const isEmpty = async () => Number((await chain.test.getTxpoolStatus()).pending) === 0
    while (!(await isEmpty())) await chain.test.mine({ blocks: 1 })
    await chain.test.setAutomine(true)
  }
}

async function startIndexer(env: Record<string, string>) {
  const port = await getPort({ host: '127.0.0.1' })
  let log = ''
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise(resolve => child.once('exit', resolve))
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', text => {
      log = (log + text).slice(-4_000)
    })
  const isReady = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/v1/status`)
    return response.ok && ((await response.json()) as StatusView).ready
  }
  return {
    isReady: () =>
      waitUntil('Reading the chain', isReady, { everyMs: 20 }).catch(error => {
        throw new Error(`${error.message}\n${log}`)
      }),
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGINT')
      await exited
    },
  }
}
