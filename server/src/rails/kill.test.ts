import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { type Hex, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { genesisHash } from '../../test/harness.ts'
import { listen } from '../../test/indexer.ts'
import { type Connected, startRails, type TestRails } from '../../test/rails.ts'
import { addPayoutAccount } from './payoutAccounts.ts'

const script = fileURLToPath(new URL('../main.ts', import.meta.url))
const owner = `0x${'5'.repeat(40)}` as const
const rounds = 4

let rails: TestRails
let stopChain: () => void
let env: Record<string, string>
let business: Connected
let payoutKey: Hex

beforeAll(async () => {
  rails = await startRails()
  // A chain of one block: what is on it, the indexer says.
  const chain = new Hono().post('/', async c => {
    const { id } = (await c.req.json()) as { id: number }
    return c.json({ jsonrpc: '2.0', id, result: { hash: genesisHash, number: '0x0', timestamp: '0x0' } })
  })
  const { server, port } = await listen(chain)
  stopChain = () => server.close()
  business = await rails.addConnected()
  const account = { owner, agreement: business.root, holder: 'Anna', account: 'DE89370400440532013000', minimum: 0n }
  payoutKey = (await addPayoutAccount(rails.context, account, { key: 'once', hash: new Uint8Array(32) })).key
  const contracts = { Ledger: zeroAddress, Facts: zeroAddress, Payments: zeroAddress, Splits: zeroAddress }
  const deployment = join(rails.database.folder, 'deployment.json')
  writeFileSync(deployment, JSON.stringify({ chainId: 31337, genesisHash, contracts }))
  env = {
    ...{ PORT: '0', DATABASE_URL: rails.database.url, RPC_URL: `http://127.0.0.1:${port}`, DEPLOYMENT: deployment },
    ...{ INDEXER_URL: rails.fake.url, STATE: rails.state, PROCESSORS: JSON.stringify(business.settings) },
  }
}, 60_000)
afterAll(async () => {
  stopChain()
  await rails.stop()
})

/** A server as a process of its own, from the moment it listens. */
async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** What is to be done: a payout, and a refund that was asked for while the processor was down. */
async function order(round: number): Promise<string> {
  const payment = await rails.pay(business, '50.00')
  await rails.poll(business)
  await rails.control('outage', { mode: 'hangup', seconds: 60 })
  await rails.send(`/businesses/${business.id}/refunds`, {
    ...{ key: business.key, idempotencyKey: `refund ${round}`, body: { payment, amount: '3.00' } },
  })
  await rails.control('outage/end')
  await rails.sql`update refund_orders set created_at = created_at - interval '1 hour', attempted_at = null where state = 'open'`
  rails.issue(owner, payoutKey, round)
  return payment
}

test('behavior: a server that is killed again and again pays out and gives back once', async () => {
  const payments: string[] = []
  for (let round = 1; round <= rounds; round++) {
    payments.push(await order(round))
    const child = await startProcess()
    await setTimeout(round * 120)
    await kill(child)
  }
  const child = await startProcess()
  const begun = async () =>
    (await rails.rowsOf(business.id)).filter(({ kind, round }) => kind !== 'payment' && round === 0)
  await expect.poll(async () => (await begun()).length, { timeout: 20_000 }).toBe(rounds * 2)
  await kill(child)
  await rails.poll(business)

  const scope = { stripeAccount: business.account }
  expect((await rails.stripe.payouts.list({ limit: 100 }, scope)).data).toHaveLength(rounds)
  const refunds = (await rails.stripe.refunds.list({ limit: 100 }, scope)).data
  expect(refunds.map(refund => String(refund.payment_intent)).sort()).toEqual([...payments].sort())
  const names = (await rails.shown(business)).map(([kind, id, round]) => `${kind} ${id} ${round}`)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter(name => name.startsWith('refund'))).toHaveLength(rounds)
}, 90_000)
