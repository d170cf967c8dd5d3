import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import type { BatchView } from '@concordat/sdk/views.ts'
import { createPublicClient, type Hex, http, zeroAddress } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freePort, startDatabase, type TestDatabase } from '../test/database.ts'
import { payment } from '../test/harness.ts'
import { buildAgreement, startIndexer, type TestIndexer } from '../test/indexer.ts'
import { connect, type Sql } from './database/connect.ts'

const script = fileURLToPath(new URL('./main.ts', import.meta.url))

let anvil: Anvil
let database: TestDatabase
let indexer: TestIndexer
let sql: Sql
let genesisHash: Hex
let env: Record<string, string>
let child: ChildProcess | undefined

beforeAll(async () => {
  anvil = await startAnvil({ port: await freePort() })
  database = await startDatabase()
  sql = connect(database.url)
  const client = createPublicClient({ transport: http(anvil.url) })
  genesisHash = (await client.getBlock({ blockNumber: 0n })).hash
  indexer = await startIndexer(genesisHash)
  const state = join(database.folder, 'state')
  mkdirSync(state)
  env = {
    PORT: String(await freePort()),
    DATABASE_URL: database.url,
    RPC_URL: anvil.url,
    INDEXER_URL: indexer.url,
    DEPLOYMENT: writeDeployment(genesisHash, 'own'),
    STATE: state,
  }
})
afterEach(() => kill())
afterAll(async () => {
  await sql.end()
  await indexer.stop()
  await database.stop()
  await anvil.stop()
})

function writeDeployment(genesis: Hex, name: string): string {
  const contracts = { Ledger: zeroAddress, Facts: zeroAddress, Payments: zeroAddress, Splits: zeroAddress }
  const file = join(database.folder, `${name}.json`)
  writeFileSync(file, JSON.stringify({ chainId: 31337, genesisHash: genesis, contracts }))
  return file
}

/** Starts the server as a process and waits until it answers. */
async function start(): Promise<void> {
  child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, stdio: 'ignore' })
  await expect
    .poll(
      () =>
        send('/health').then(
          answer => answer.status,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(200)
}

/** Ends it the hard way. */
async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child?.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${env.PORT}/api${path}`, init)
}

async function addBusiness(name: string): Promise<{ id: Hex; key: string }> {
  const headers = { 'content-type': 'application/json' }
  const response = await send('/businesses', { method: 'POST', headers, body: JSON.stringify({ name, project: 'p' }) })
  const business = (await response.json()) as { id: Hex; key: string }
  indexer.agreements.push(buildAgreement(business.id, genesisHash))
  return business
}

async function expectExactly(business: Hex, count: number): Promise<void> {
  const rows = await sql<
    { seq: number; id: string }[]
  >`select seq, id from rows where business = ${business} order by seq`
  expect(rows.map(row => row.seq)).toEqual(Array.from({ length: count }, (_, i) => i + 1))
  expect(new Set(rows.map(row => row.id)).size).toBe(count)
}

const countRows = async (business: Hex) =>
  (await sql<{ count: number }[]>`select count(*) as count from rows where business = ${business}`)[0]?.count ?? 0

describe('kill -9', () => {
  test('behavior: a request cut off is repeated with its key, and nothing is doubled', {
    timeout: 60_000,
  }, async () => {
    await start()
    const { id, key } = await addBusiness('requests')
    const rows = Array.from({ length: 6_000 }, (_, i) => payment(`p${i}`))
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'idempotency-key': 'once' }
    const post = () => send(`/businesses/${id}/rows`, { method: 'POST', headers, body: JSON.stringify({ rows }) })
    for (const wait of [60, 300, 600]) {
      const cut = post().catch(() => undefined)
      await new Promise(resolve => setTimeout(resolve, wait))
      await kill()
      await cut
      expect([0, 6_000]).toContain(await countRows(id))
      await start()
    }
    const answer = (await (await post()).json()) as BatchView
    expect(answer).toMatchObject({ accepted: 6_000, duplicates: 0, refused: [], status: 'done' })
    await expectExactly(id, 6_000)
    expect(await (await post()).json()).toEqual(answer)
  })

  test('behavior: an import goes on by itself after the next start', { timeout: 60_000 }, async () => {
    await start()
    const { id, key } = await addBusiness('imports')
    const lines = Array.from({ length: 12_000 }, (_, i) => `2025-11-05T10:00:00Z,2025-11-05,payment,p${i},,1.00,XTS,x`)
    const body = new FormData()
    body.set(
      'bills',
      new File([`recordedAt,date,kind,id,original,amount,currency,payer\n${lines.join('\n')}\n`], 'bills.csv'),
    )
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'once' }
    const started = (await (
      await send(`/businesses/${id}/import`, { method: 'POST', headers, body })
    ).json()) as BatchView
    expect(started.status).toBe('running')

    for (const piece of [1, 3_000, 6_000]) {
      await expect.poll(() => countRows(id), { interval: 5, timeout: 20_000 }).toBeGreaterThanOrEqual(piece)
      await kill()
      expect(await countRows(id)).toBeLessThan(12_000)
      await start()
    }
    const read = async () => (await (await send(`/businesses/${id}/batches/${started.id}`)).json()) as BatchView
    await expect.poll(async () => (await read()).status, { timeout: 30_000 }).toBe('done')
    expect(await read()).toMatchObject({ accepted: 12_000, duplicates: 0, refused: [] })
    await expectExactly(id, 12_000)
  })
})

describe('start', () => {
  const exitOf = (changes: Record<string, string>) =>
    new Promise<{ code: number | null; text: string }>(resolve => {
      const failing = spawn(process.execPath, [script], { env: { ...process.env, ...env, ...changes }, stdio: 'pipe' })
      let text = ''
      failing.stderr.on('data', data => {
        text += data
      })
      failing.once('exit', code => resolve({ code, text }))
    })
  const other: Hex = `0x${'77'.repeat(32)}`

  test("error: ForeignChain when the chain is not the deployment's", async () => {
    const { code, text } = await exitOf({ DEPLOYMENT: writeDeployment(other, 'other') })
    expect(code).toBe(3)
    expect(text).toContain(other)
  })

  test('error: ForeignChain when the database belongs to another chain', async () => {
    await start()
    await kill()
    await sql`update chain set genesis_hash = ${other}`
    const { code, text } = await exitOf({})
    await sql`update chain set genesis_hash = ${genesisHash}`
    expect(code).toBe(3)
    expect(text).toContain(genesisHash)
  })

  test('error: names the variable that is missing', async () => {
    const { code, text } = await exitOf({ INDEXER_URL: '' })
    expect(code).toBe(1)
    expect(text).toContain('INDEXER_URL')
  })

  test('behavior: SIGTERM ends it cleanly', async () => {
    await start()
    const ended = new Promise(resolve => child?.once('exit', resolve))
    child?.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
