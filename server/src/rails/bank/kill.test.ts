import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { agreementReference, endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { Hono } from 'hono'
import { type Hex, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WrittenEntry } from '../../../../sdk/test/bank/camt.ts'
import { type BankBatch, type Banked, receiver, startBank, type TestBank } from '../../../test/bank.ts'
import { genesisHash } from '../../../test/harness.ts'
import { listen } from '../../../test/indexer.ts'

const script = fileURLToPath(new URL('../../main.ts', import.meta.url))
const rounds = 4
const each = 40

let bank: TestBank
let stopChain: () => void
let env: Record<string, string>
let business: Banked
let payoutKey: Hex

beforeAll(async () => {
  bank = await startBank()
  const chain = new Hono().post('/', async c => {
    const { id } = (await c.req.json()) as { id: number }
    return c.json({ jsonrpc: '2.0', id, result: { hash: genesisHash, number: '0x0', timestamp: '0x0' } })
  })
  const { server, port } = await listen(chain)
  stopChain = () => server.close()
  business = await bank.addBanked()
  payoutKey = await bank.addReceiver(business)
  const contracts = { Ledger: zeroAddress, Facts: zeroAddress, Payments: zeroAddress, Splits: zeroAddress }
  const deployment = join(bank.database.folder, 'deployment.json')
  writeFileSync(deployment, JSON.stringify({ chainId: 31337, genesisHash, contracts }))
  env = {
    ...{ PORT: '0', DATABASE_URL: bank.database.url, RPC_URL: `http://127.0.0.1:${port}`, DEPLOYMENT: deployment },
    ...{ INDEXER_URL: bank.fake.url, STATE: bank.state },
  }
}, 60_000)
afterAll(async () => {
  stopChain()
  await bank.stop()
})

/** A server as a process of its own, and what it is asked. */
async function startProcess() {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  const url = /http:\/\/[\d.:]+/.exec(line.toString())?.[0] ?? ''
  const ask = (path: string, key: string, type: string, body: string) => {
    const headers = { authorization: `Bearer ${business.key}`, 'content-type': type, 'idempotency-key': key }
    return fetch(`${url}/api/businesses/${business.id}/bank/${path}`, { method: 'POST', headers, body }).catch(
      () => undefined,
    )
  }
  return { child, ask }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const statement = (round: number) => {
  const text = agreementReference(business.root)
  const date = `2026-03-0${round}`
  const entries: WrittenEntry[] = Array.from({ length: each }, (_, i) => ({
    ...{ reference: `R${round}-${i}`, amount: '1.00', date, details: [{ text }] },
  }))
  return bank.write(business, entries, { id: `S-${round}` })
}

test('behavior: a server that is killed again and again pays in, tells the bank and books each once', async () => {
  const instructions: Hex[] = []
  for (let round = 1; round <= rounds; round++) {
    instructions.push(await bank.instruct(payoutKey, round))
    const { child, ask } = await startProcess()
    const asked = [
      ask('payouts', `batch ${round}`, 'application/json', '{}'),
      ask('statements', '', 'application/xml', statement(round)),
    ]
    await setTimeout(round * 25)
    await kill(child)
    await Promise.all(asked)
  }

  const { child, ask } = await startProcess()
  for (let round = 1; round <= rounds; round++) {
    const batch = (await (await ask('payouts', `batch ${round}`, 'application/json', '{}'))?.json()) as {
      batch: BankBatch | null
    }
    expect(batch).toHaveProperty('batch')
    expect((await ask('statements', '', 'application/xml', statement(round)))?.status).toBe(200)
  }
  const payments = async () =>
    (await bank.rowsOf(business)).filter(({ kind }) => kind === 'payment').map(({ id }) => id)
  await expect.poll(async () => (await payments()).length, { timeout: 20_000 }).toBe(rounds * each)
  expect(new Set(await payments()).size).toBe(rounds * each)

  const told = await bank.sql<{ instruction: Hex; batch: string }[]>`select instruction, batch from bank_transfers`
  expect(told.map(({ instruction }) => instruction).sort()).toEqual([...instructions].sort())
  const ids = await bank.sql<{ id: string }[]>`select id from bank_batches`
  const files = await Promise.all(ids.map(({ id }) => bank.fetchFile(business, id)))
  for (const instruction of instructions)
    expect(files.filter(file => file.includes(endToEndIdOf(instruction)))).toHaveLength(1)

  const debits = instructions.map((instruction, i) => ({
    ...{ reference: `D${i}`, amount: '10.00', side: 'DBIT' as const, date: '2026-03-09' },
    details: [{ endToEndId: endToEndIdOf(instruction), creditor: receiver }],
  }))
  const last = bank.write(business, debits, { id: 'S-9', opening: '900.00' })
  await Promise.all([ask('statements', '', 'application/xml', last), ask('statements', '', 'application/xml', last)])
  await kill(child)
  const payouts = (await bank.rowsOf(business)).filter(({ kind }) => kind === 'payout')
  expect(payouts.map(({ id, round }) => `${id} ${round}`).sort()).toEqual(
    instructions.map(each => `${endToEndIdOf(each)} 1`).sort(),
  )
}, 90_000)
