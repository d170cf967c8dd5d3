import { ledgerAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { settleCall } from '@concordat/sdk/splits/settleCall.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { type Abi, getAbiItem, type Hex, toFunctionSelector } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Feed, payment, startFeed } from './feed.ts'
import { planNodes, runNode, type TestNode } from './nodes.ts'
import { type Stack, startStack, until } from './stack.ts'
import { plainTerms } from './terms.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const weights = [1, 2, 4]
let stack: Stack
let feed: Feed
let nodes: TestNode[] = []
let plans: Record<string, string>[]
let agreement: Agreement
let root: Hex

beforeAll(async () => {
  stack = await startStack()
  feed = await startFeed()
  const quorum = await stack.createQuorum(2, 1)
  agreement = plainTerms({ quorum, business: feed.business, payments: stack.contracts.Payments }, weights)
  root = await stack.conclude(agreement)
  plans = await planNodes(stack, { count: 2, sources: [feed.url] })
  await start({ SETTLE_MS: '600000' })
})

afterAll(async () => {
  await stop()
  await feed.stop()
  await stack.stop()
})

const start = async (env: Record<string, string> = {}) => {
  nodes = await Promise.all(plans.map(plan => runNode({ ...plan, ...env })))
}
const stop = async () => {
  await Promise.all(nodes.map(node => node.stop()))
  nodes = []
}

async function balances(): Promise<bigint[]> {
  const { Ledger: address } = stack.contracts
  const { asset } = agreement.money
  return Promise.all(
    agreement.parties.map(({ account }) =>
      stack.client.readContract({ address, abi: ledgerAbi, functionName: 'balanceOf', args: [account, asset] }),
    ),
  )
}

const baseOf = async () => {
  const call = { address: stack.contracts.Splits, abi: splitsAbi, functionName: 'versionOf', args: [root] } as const
  return (await stack.client.readContract(call)).base
}

async function settleBy(functionName: string, args: readonly unknown[]) {
  const { gasUsed } = await stack.write(stack.contracts.Splits, splitsAbi as Abi, functionName, args)
  return { gasUsed, paid: await balances() }
}

test('behavior: the short form of plain percentages pays what the full terms pay, for less gas', async () => {
  feed.push(root, agreement, payment('p1', '10.00'), payment('p2', '0.05'), payment('p3', '33.33'))
  await until('the payments are booked', async () => (await baseOf()) === 4_338n)
  await stop()
  expect(await balances()).toEqual([0n, 0n, 0n])

  const before = await stack.chain.snapshot()
  const inFull = await settleBy('settle', [agreement])
  expect(inFull.paid).toEqual([619n, 1_239n, 2_478n])
  await stack.chain.revert({ id: before })
  const call = settleCall(root, agreement)
  const short = await settleBy(call.functionName, call.args)
  expect(call.functionName).toBe('settleShares')
  expect(short.paid).toEqual(inFull.paid)
  expect(Number(short.gasUsed)).toBeLessThan(0.75 * Number(inFull.gasUsed))
})

test('behavior: the keeper settles by it', async () => {
  await start()
  feed.push(root, agreement, payment('p4', '7.00'))
  await until('it is settled', async () => (await balances()).reduce((sum, each) => sum + each) === 5_036n)
  expect(await balances()).toEqual([719n, 1_439n, 2_878n])
  const event = getAbiItem({ abi: splitsAbi, name: 'Settled' })
  const logs = await stack.client.getLogs({ address: stack.contracts.Splits, event, args: { root }, fromBlock: 0n })
  const { input } = await stack.client.getTransaction({ hash: logs.at(-1)?.transactionHash as Hex })
  expect(input.slice(0, 10)).toBe(toFunctionSelector(getAbiItem({ abi: splitsAbi, name: 'settleShares' })))
})
