import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deploy } from '@concordat/cli/deploy/deploy.ts'
import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { deployer, openQuorum, writeDevWallets } from '@concordat/cli/stack/development.ts'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import type { BusinessView, ExampleView, MonthView } from '@concordat/sdk/views.ts'
import { createPublicClient, createWalletClient, type Hex, http } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../test/database.ts'
import { startServer } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'
import { startRails, type TestRails } from '../../test/rails.ts'
import { createApp } from '../app.ts'
import type { Context } from '../context.ts'
import { listConnections } from '../rails/connections.ts'
import { createProcessors } from '../rails/processor.ts'
import { createExample } from './example.ts'

const folder = fileURLToPath(new URL('../../test/site', import.meta.url))
const rows = 10
const closes = [
  { month: '2025-11', entries: 2, sum: '7500', quantities: { energy: '11500' } },
  { month: '2025-12', entries: 2, sum: '10000', quantities: { energy: '13500' } },
]

let anvil: Anvil
let server: TestRails
let account: string
let telling: Promise<void>
let isTold = false
let context: Context
beforeAll(async () => {
  anvil = await startAnvil({ port: await freePort() })
  server = await startRails()
  const client = createPublicClient({ transport: http(anvil.url), pollingInterval: 50 })
  const deployment = await deploy(client, {
    wallet: createWalletClient({ account: deployer, transport: http(anvil.url) }),
  })
  writeDevWallets(server.state)
  const attestors = [5, 6, 7, 8].map(addressIndex => mnemonicToAccount(words, { addressIndex }).address)
  const quorums = { rpcUrl: anvil.url, facts: deployment.contracts.Facts, attestors, notice: 60 }
  const quorum = await openQuorum(client, { ...quorums, k: 2 })
  const arbiters = await openQuorum(client, { ...quorums, k: 3 })
  writeFileSync(join(server.state, 'stack.json'), JSON.stringify({ quorum, arbiters }))
  account = (await server.stripe.accounts.create({ type: 'custom' })).id
  const accounts = { chargingSite: account, general: account }
  writeFileSync(join(server.state, 'sandbox.json'), JSON.stringify({ url: 'http://localhost:1', accounts }))
  for (const [name, processor] of createProcessors(server.settingsOf(account)))
    server.context.processors.set(name, processor)
  context = { ...server.context, deployment, rpcUrl: anvil.url }
  telling = tellAll()
}, 60_000)
afterAll(async () => {
  isTold = true
  await telling
  await server.stop()
  await anvil.stop()
})

/** What happens at the processor is told to the server while the example runs. */
async function tellAll(): Promise<void> {
  while (!isTold) {
    for (const { business } of await listConnections(server.sql)) await server.poll({ id: business })
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

const words = 'test test test test test test test test test test test junk'

/** What the indexer says once the chain has the agreement, and the nodes have settled `closed` months of it. */
function speak(business: Hex, root: Hex, months: MonthView[], locks: 'waiting' | 'unlocked') {
  const processor = processorName({ rail: 'stripe', account })
  const view = buildAgreement(business, root, {}, processor)
  const terms = view.terms
  server.fake.agreements = [{ ...view, root, digest: root, terms, months, clauses: [clause(locks)] }]
}

const clause = (status: 'waiting' | 'unlocked') => ({
  ...{ clause: 0, stage: 'cumulative' as const, taken: '0', limit: null, unpaid: null, quantity: null, continued: '0' },
  lock: { status, by: 1, topic: '0x' as const, subject: '0x' as const },
})

const month = (index: number, status: 'open' | 'closed', entries: number): MonthView => ({
  ...{ month: 670 + index, status, net: '0', entries, closedAt: 1, quantities: [], taken: [], received: [] },
  ...{ defaultAfter: null, fact: null },
})

describe('createExample', () => {
  test('default', { timeout: 90_000 }, async () => {
    const first = createExample({ ...context, folder })
    expect((await first.start()).status).toBe('running')
    const client = createPublicClient({ transport: http(anvil.url) })
    const splits = { address: context.deployment.contracts.Splits, abi: splitsAbi } as const
    const currentOf = async () => {
      const { root } = await first.getState()
      return root && (await client.readContract({ ...splits, functionName: 'currentOf', args: [root] }))
    }
    await expect.poll(currentOf, { timeout: 30_000 }).toMatch(/^0x(?!0{64})/)
    const { root, business } = (await first.getState()) as { root: Hex; business: Hex }
    expect(await currentOf()).toBe(root)
    // The server dies before the indexer has seen the agreement, and goes on after its next start.
    await first.stop()

    const second = createExample({ ...context, folder })
    const app = createApp({ ...context, example: second })
    await second.resume()
    const getState = async () => (await (await app.request('/api/dev/example')).json()) as ExampleView
    expect(await getState()).toMatchObject({ status: 'running', root, business })
    speak(business, root, [month(0, 'open', 1)], 'waiting')
    await expect.poll(async () => (await getState()).step, { timeout: 40_000 }).toBe('settling')
    const names = await server.sql`select idempotency_key as name from batches where status = 'done' and refused = '[]'`
    const stages = names.map(({ name }) => String(name)).filter(name => name.startsWith('example '))
    expect(stages).toEqual(['example 2025-11', 'example 2025-12', 'example rest'])
    const scope = { stripeAccount: account }
    const paid = await server.stripe.paymentIntents.list({ limit: 100 }, scope)
    expect(
      paid.data.map(({ metadata, amount }) => [metadata.bill, metadata.payer, metadata.date, amount]).sort(),
    ).toEqual([
      ['p1', 'card 1', '2025-11-05', 10_000],
      ['p2', 'card 2', '2025-11-30', 4_000],
      ['p3', 'card 3', '2025-12-05', 6_000],
    ])
    const { data: refunds } = await server.stripe.refunds.list({ limit: 100 }, scope)
    expect(refunds.map(({ metadata, amount }) => [metadata?.bill, amount])).toEqual([['r1', 2_500]])
    const late = await server.sql`select month from rows where kind = 'payment' and date = '2025-11-30'`
    expect(late).toEqual([{ month: 671 }])
    expect(await getState()).toMatchObject({ done: 1, total: rows })
    const stated = await server.sql<{ data: unknown }[]>`select data from rows where kind = 'close' order by seq`
    expect(stated.map(row => row.data)).toEqual(closes)

    const closed = closes.map(({ entries }, index) => month(index, 'closed', entries))
    speak(business, root, closed, 'unlocked')
    await expect.poll(async () => (await getState()).status, { timeout: 10_000 }).toBe('done')
    expect(await getState()).toMatchObject({ step: 'done', done: rows, total: rows })

    const block = await client.getBlockNumber()
    expect((await (await app.request('/api/dev/example', { method: 'POST' })).json()) as ExampleView).toMatchObject({
      status: 'done',
    })
    expect(await createExample({ ...context, folder }).start()).toMatchObject({
      status: 'done',
      root,
      done: rows,
      total: rows,
    })
    expect(await client.getBlockNumber()).toBe(block)
    expect((await (await app.request('/api/businesses')).json()) as BusinessView[]).toHaveLength(1)
    await second.stop()
  })

  test('error: WalletsMissing, SandboxMissing and QuorumMissing say what is not there', async () => {
    const bare = await startServer()
    const example = createExample({ ...context, folder, sql: bare.sql, state: bare.state })
    const failed = async () => (await example.getState()).error?.code
    await example.start()
    await expect.poll(failed).toBe('WalletsMissing')
    writeDevWallets(bare.state)
    await example.start()
    await expect.poll(failed).toBe('SandboxMissing')
    const accounts = { chargingSite: account, general: account }
    writeFileSync(join(bare.state, 'sandbox.json'), JSON.stringify({ url: 'http://localhost:1', accounts }))
    await example.start()
    await expect.poll(failed).toBe('QuorumMissing')
    await bare.stop()
  })
})
