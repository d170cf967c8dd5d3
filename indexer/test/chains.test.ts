import type { AccountView, StatusView } from '@concordat/sdk/views.ts'
import { parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actsOn } from './acts.ts'
import { compareWithChain, listEntries, listSchemas } from './replay.ts'
import { playScenario } from './scenario.ts'
import { accountAt, get, type Stack, startStack, waitUntilReady } from './startStack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
  stack.startIndexer()
}, 60_000)

afterAll(() => stack?.stop(), 60_000)

const series = 3n
const issuer = 7
const unit = (series << 160n) | BigInt(accountAt(issuer).address)
const holder = accountAt(9).address

/** Some transfers, each in a block of its own. */
async function issueMany(amounts: bigint[]) {
  const { issue } = actsOn(stack, '0x')
  for (const amount of amounts) await issue(issuer, series, holder, amount)
}

async function holdings() {
  const { balances } = await get<AccountView>(stack, `accounts/${holder}`)
  return balances.find(({ asset }) => asset.id === String(unit))?.amount
}

test('a short reorganisation is followed', async () => {
  await issueMany([1n, 2n, 4n])
  await waitUntilReady(stack)
  expect(await holdings()).toBe('7')

  const schemas = await listSchemas(stack)
  await stack.chain.request({ method: 'anvil_reorg' as never, params: [2, []] as never })
  await waitUntilReady(stack)
  expect(await holdings()).toBe('1')
  await compareWithChain(stack)
  expect(await listSchemas(stack)).toEqual(schemas)
}, 60_000)

test('a chain that went back is followed to the shorter tip', async () => {
  const id = await stack.chain.snapshot()
  await issueMany([8n, 16n])
  await waitUntilReady(stack)
  expect(await holdings()).toBe('25')

  await stack.chain.revert({ id })
  await waitUntilReady(stack)
  expect(await holdings()).toBe('1')
  expect(await listEntries(stack, holder)).toHaveLength(1)
  await compareWithChain(stack)
}, 60_000)

test('rows of a chain that went back too far are dropped and made again', async () => {
  const [before] = await listSchemas(stack)
  const id = await stack.chain.snapshot()
  await issueMany([32n])
  await stack.chain.mine({ blocks: 100 })
  await issueMany([64n])
  await waitUntilReady(stack)
  expect(await holdings()).toBe('97')

  await stack.chain.revert({ id })
  await issueMany([128n])
  await waitUntilReady(stack)
  expect(await holdings()).toBe('129')
  await compareWithChain(stack)
  expect(await listSchemas(stack)).toEqual([`${before}_2`])
}, 90_000)

test('a reset chain under the same database starts afresh', async () => {
  const old = await get<StatusView>(stack, 'status')
  await stack.resetChain()
  await issueMany([5n])
  await stack.chain.mine({ blocks: 200 })
  const status = await waitUntilReady(stack, 90_000)
  expect(status.genesisHash).not.toBe(old.genesisHash)
  expect(await holdings()).toBe('5')
  await playScenario(stack, async () => {})
  await waitUntilReady(stack)
  await compareWithChain(stack)
  expect(await listSchemas(stack)).toHaveLength(1)
}, 120_000)

test('a chain that was reset while the indexer was away is read afresh', async () => {
  await stack.stopIndexer()
  await stack.resetChain()
  await stack.chain.setBalance({ address: holder, value: parseEther('1') })
  await issueMany([6n, 7n])
  stack.startIndexer()
  await waitUntilReady(stack)
  expect(await holdings()).toBe('13')
  await compareWithChain(stack)
}, 90_000)

test('a restart goes on with the rows it has', async () => {
  const schemas = await listSchemas(stack)
  await stack.stopIndexer()
  await issueMany([1n])
  stack.startIndexer()
  await waitUntilReady(stack)
  expect(await holdings()).toBe('14')
  expect(await listSchemas(stack)).toEqual(schemas)
}, 60_000)
