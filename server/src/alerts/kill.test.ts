import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { createPublicClient, http, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, startDatabase, type TestDatabase } from '../../test/database.ts'
import { startIndexer, type TestIndexer } from '../../test/indexer.ts'
import { agreementWith, entryAt, newsOf, people, receiptAt } from '../../test/news.ts'
import { connect, type Sql } from '../database/connect.ts'

const script = fileURLToPath(new URL('../main.ts', import.meta.url))
const [one] = people

let anvil: Anvil
let database: TestDatabase
let indexer: TestIndexer
let sql: Sql
let env: Record<string, string>
let child: ChildProcess | undefined

beforeAll(async () => {
  anvil = await startAnvil({ port: await freePort() })
  database = await startDatabase()
  sql = connect(database.url)
  const client = createPublicClient({ transport: http(anvil.url) })
  const genesisHash = (await client.getBlock({ blockNumber: 0n })).hash
  indexer = await startIndexer(genesisHash)
  const state = join(database.folder, 'state')
  mkdirSync(state)
  const deployment = join(database.folder, 'deployment.json')
  const contracts = { Ledger: zeroAddress, Facts: zeroAddress, Payments: zeroAddress, Splits: zeroAddress }
  writeFileSync(deployment, JSON.stringify({ chainId: 31337, genesisHash, contracts }))
  env = { PORT: String(await freePort()), DATABASE_URL: database.url, RPC_URL: anvil.url }
  Object.assign(env, { INDEXER_URL: indexer.url, DEPLOYMENT: deployment, STATE: state })
})
afterAll(async () => {
  await kill()
  await sql.end()
  await indexer.stop()
  await database.stop()
  await anvil.stop()
})

function start() {
  child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, stdio: 'ignore' })
}

async function kill() {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child?.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

const count = async () => (await sql<{ count: number }[]>`select count(*)::int as count from alerts`)[0]?.count ?? 0
const isMigrated = () => sql`select 1 from alerts_cursor`.then(() => true).catch(() => false)

test('a server killed again and again tells everything, and nothing twice', async () => {
  const transfers = 700
  const agreement = agreementWith([{ kind: 'concluded' }, { kind: 'completed' }])
  indexer.agreements.push(agreement)
  const money = (i: number) => entryAt(i + 3, one, { amount: String(i + 1) })
  const receipts = Array.from({ length: 300 }, (_, i) => receiptAt(i + 1_000, agreement.root, '10'))
  indexer.news.push(...newsOf(agreement), ...Array.from({ length: transfers }, (_, i) => money(i)), ...receipts)
  indexer.status = { ...indexer.status, block: 2_000 }

  let kills = 0
  for (let seen = 0; seen < transfers; ) {
    start()
    await expect.poll(isMigrated, { timeout: 20_000, interval: 5 }).toBe(true)
    // In the middle of its work: after the next page of alerts, not at its end.
    await expect.poll(count, { timeout: 20_000, interval: 1 }).toBeGreaterThan(seen)
    await kill()
    seen = await count()
    kills++
  }
  start()
  const cursor = async () => (await sql<{ block: number }[]>`select block from alerts_cursor`)[0]?.block
  await expect.poll(cursor, { timeout: 20_000 }).toBe(2_000)

  expect(kills).toBeGreaterThan(2)
  const told = await sql<{ kind: string; account: string; amount: string | null }[]>`
    select kind, account, args ->> 'amount' as amount from alerts`
  const amounts = told.filter(({ kind }) => kind === 'moneyReceived').map(({ amount }) => Number(amount))
  expect(amounts.sort((a, b) => a - b)).toEqual(Array.from({ length: transfers }, (_, i) => i + 1))
  const others = told.filter(({ kind }) => kind !== 'moneyReceived').map(({ kind, amount }) => `${kind} ${amount}`)
  expect(others.sort()).toEqual(
    ['completed null', 'concluded null', 'paymentsReceived 3000'].flatMap(line => [line, line]),
  )
}, 120_000)
