import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { getAbiItem, type Hex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Refusal } from '../src/refusal.ts'
import { close, type Feed, meter, payment, startFeed } from './feed.ts'
import { healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { type Stack, startStack, until } from './stack.ts'
import { monthlyTerms } from './terms.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const day = 86_400
let stack: Stack
let feed: Feed
let agreement: Agreement
let root: Hex
let nodes: TestNode[] = []
let plans: Record<string, string>[]
let round = 0

beforeAll(async () => {
  stack = await startStack()
})

afterAll(async () => {
  await stack.stop()
})

beforeEach(async () => {
  feed = await startFeed()
  round++
})

afterEach(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  nodes = []
  await feed.stop()
})

async function begin(env: Record<string, string> = {}, closeAfter?: number) {
  const quorum = await stack.createQuorum(3 + round, 1 + round)
  const payments = stack.contracts.Payments
  agreement = monthlyTerms({ quorum, business: feed.business, payments, name: `${round}` }, closeAfter)
  root = await stack.conclude(agreement)
  plans = await planNodes(stack, { count: 2 + round, sources: [feed.url], prefix: `chain${round}`, env })
  nodes = await Promise.all(plans.map(runNode))
}

async function issued(): Promise<number> {
  const event = getAbiItem({ abi: paymentsAbi, name: 'PaymentIssued' })
  const filter = { address: stack.contracts.Payments, event, args: { key: root }, fromBlock: 0n }
  return (await stack.client.getLogs(filter)).length
}

const allSettled = async () => (await Promise.all(nodes.map(healthOf))).every(health => health.pending === 0)

describe('a chain that goes back', () => {
  test('behavior: what vanished is submitted again', async () => {
    await begin()
    feed.push(root, agreement, ...Array.from({ length: 10 }, (_, i) => payment(`p${i}`, '1.00')))
    await until('all are issued', async () => (await issued()) === 10)
    await until('all is settled', allSettled)

    feed.push(root, agreement, payment('p10', '1.00'), close('2025-01'))
    await until('the month is closed', async () => (await issued()) === 11 && (await allSettled()))
    const { block } = await healthOf(nodes[0] as TestNode)
    const request = stack.chain.request as (call: { method: string; params: unknown[] }) => Promise<unknown>
    await request({ method: 'anvil_reorg', params: [3, []] })
    expect(await issued()).toBeLessThan(11)
    await until('all are issued again', async () => (await issued()) === 11)
    await until('all is settled again', async () => {
      const healths = await Promise.all(nodes.map(healthOf))
      return healths.every(health => health.pending === 0 && health.block >= block)
    })
    expect(nodes[0]?.events.some(({ event }) => event === 'chainWentBack')).toBe(true)
  })
})

describe('a month nobody closed', () => {
  test('behavior: is closed by default where the keeper may, and late rows count in the next', async () => {
    await begin({ KEEPER_DEFAULT_CLOSE: '1' }, day)
    await stack.chain.increaseTime({ seconds: 2 * day })
    await stack.chain.mine({ blocks: 1 })
    const january = BigInt(agreement.rules.period.firstMonth)
    await until('January is closed by default', async () =>
      nodes.some(node => node.events.filter(({ event }) => event === 'transaction').length > 0),
    )
    // January's bill comes too late for the chain's books, though not for the business's.
    feed.push(root, agreement, payment('p1', '10.00'), meter('2025-01-03', '12.000'), close('2025-01'))
    feed.push(root, agreement, payment('p2', '5.00', '2025-02-02'), close('2025-02'))
    await until("February is closed on the nodes' word", async () => {
      const healths = await Promise.all(nodes.map(healthOf))
      return (await issued()) === 2 && healths.every(health => health.pending === 0)
    })
    expect(january).toBe(660n)
    expect((await healthOf(nodes[0] as TestNode)).dissented).toBe(0)
  })
})

describe('another chain', () => {
  test('error: ForeignChain', async () => {
    await begin()
    const [plan] = plans as [Record<string, string>]
    const [node] = nodes as [TestNode]
    await stack.resetChain()
    await until('the node ends', async () => node.events.some(({ event }) => event === 'fatal'))
    const fatal = node.events.find(({ event }) => event === 'fatal')?.details.error
    expect(fatal).toBeInstanceOf(Refusal)
    expect(fatal).toMatchObject({ code: 'ForeignChain' })
    await Promise.all(nodes.map(node => node.stop()))
    nodes = []
    await expect(runNode(plan)).rejects.toMatchObject({ code: 'ForeignChain' })
  })
})
