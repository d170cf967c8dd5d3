import { ledgerAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { getAbiItem, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { close, type Feed, meter, milestone, payment, refund, startFeed } from './feed.ts'
import { decisionsOf, healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { accountAt, nodeAccount, type Stack, startStack, until } from './stack.ts'
import { firstMonth, monthlyTerms, realTimeTerms } from './terms.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let stack: Stack
let feed: Feed
let quorum: Hex
let nodes: TestNode[]

beforeAll(async () => {
  stack = await startStack()
  feed = await startFeed()
  quorum = await stack.createQuorum(4, 2)
  const plans = await planNodes(stack, { count: 4, sources: [feed.url] })
  nodes = await Promise.all(plans.map(runNode))
})

afterAll(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  await feed.stop()
  await stack.stop()
})

const terms = (name: string) => ({ quorum, business: feed.business, payments: stack.contracts.Payments, name })

async function issued() {
  const event = getAbiItem({ abi: paymentsAbi, name: 'PaymentIssued' })
  return stack.client.getLogs({ address: stack.contracts.Payments, event, fromBlock: 0n, strict: true })
}

async function refunded() {
  const event = getAbiItem({ abi: paymentsAbi, name: 'PaymentRefunded' })
  return stack.client.getLogs({ address: stack.contracts.Payments, event, fromBlock: 0n, strict: true })
}

async function balanceOf(asset: bigint): Promise<bigint> {
  const args = [accountAt(0).address, asset] as const
  return stack.client.readContract({ address: stack.contracts.Ledger, abi: ledgerAbi, functionName: 'balanceOf', args })
}

const openMonthOf = async (root: Hex) => {
  const call = { address: stack.contracts.Splits, abi: splitsAbi, functionName: 'standingOf', args: [root] } as const
  return (await stack.client.readContract(call)).openMonth
}

const allSettled = async () => (await Promise.all(nodes.map(healthOf))).every(health => health.pending === 0)

describe('from rows to money', () => {
  test('behavior: payments of terms without months are issued once and settled', async () => {
    const agreement = realTimeTerms(terms('real time'))
    const root = await stack.conclude(agreement)
    feed.push(root, agreement, ...Array.from({ length: 30 }, (_, i) => payment(`p${i}`, '10.00')))
    await until('30 payments settled', async () => (await balanceOf(agreement.money.asset)) === 27_000n)

    feed.push(root, agreement, refund('r1', 'p0', '4.00'), milestone('accepted'))
    await until('the clause is unlocked and settled', async () => (await balanceOf(agreement.money.asset)) === 30_000n)
    await until('everything is settled', allSettled)
    expect(await issued()).toHaveLength(30)
    expect(await refunded()).toHaveLength(1)
    const { decided, dissented, missing, status, peers } = await healthOf(nodes[0] as TestNode)
    expect({ decided, dissented, missing, status }).toEqual({ decided: 32, dissented: 0, missing: [], status: 'up' })
    expect(peers.map(peer => peer.error)).toEqual([null, null, null])
  })

  test('behavior: months are closed in turn on what the nodes counted', async () => {
    const agreement = monthlyTerms(terms('monthly'))
    const root = await stack.conclude(agreement)
    feed.push(
      root,
      agreement,
      payment('m1', '100.00'),
      meter('2025-01-03', '1000.000'),
      payment('m2', '50.00', '2025-02-01'),
      refund('mr1', 'm1', '20.00', '2025-01-04'),
      close('2025-01'),
      payment('late', '7.00', '2025-01-31'),
      meter('2025-01-03', '1500.000', 1),
      close('2025-02'),
      close('2025-03'),
    )
    await until('three months are closed', async () => (await openMonthOf(root)) === firstMonth + 3)
    // Everything that came in less what was refunded: the party gets the price and the rest.
    expect(await balanceOf(agreement.money.asset)).toBe(30_000n + 8_000n + 5_700n)
    await until('everything is settled', allSettled)
  })

  test('behavior: says what it decided, and is scraped', async () => {
    const [node] = nodes as [TestNode]
    const opinions = await decisionsOf(node, `subject=${(await issued())[0]?.args.paymentKey}`)
    expect(opinions).toMatchObject([
      { node: 'node-0', address: nodeAccount(0).address, topic: 'payment', dissent: null },
    ])
    const metrics = await (await fetch(`${node.url}/metrics`)).text()
    expect(metrics).toContain('concordat_node_up 1')
    expect(metrics).toMatch(/concordat_node_decided \d+/)
    expect(feed.readers.size).toBe(4)
  })
})
