import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import postgres from 'postgres'
import { getAbiItem } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { close, type Feed, meter, payment, refund, startFeed } from './feed.ts'
import { planNodes } from './nodes.ts'
import { type Stack, startStack, until } from './stack.ts'
import { firstMonth, monthlyTerms } from './terms.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const main = join(import.meta.dirname, '../src/main.ts')
const months = ['2025-01', '2025-02']
const paymentsPerMonth = 30
const kills = Number(process.env.NODE_KILLS ?? 6)

let stack: Stack
let feed: Feed
const children = new Map<number, ChildProcess>()

beforeAll(async () => {
  stack = await startStack()
  feed = await startFeed()
})

afterAll(async () => {
  for (const child of children.values()) child.kill('SIGKILL')
  await feed.stop()
  await stack.stop()
})

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

test('behavior: nodes killed at any moment sign nothing twice and lose nothing', async () => {
  const quorum = await stack.createQuorum(4, 2)
  const { Payments, Splits } = stack.contracts
  const agreement = monthlyTerms({ quorum, business: feed.business, payments: Payments })
  const root = await stack.conclude(agreement)
  const plans = await planNodes(stack, { count: 4, sources: [feed.url], prefix: 'kill', env: { POLL_MS: '100' } })
  const start = (i: number) => {
    const env = { ...process.env, ...plans[i] }
    children.set(i, spawn(process.execPath, [main], { env, stdio: 'ignore' }))
  }
  const kill = async (i: number) => {
    const child = children.get(i) as ChildProcess
    const ended = new Promise(resolve => child.once('exit', resolve))
    if (child.exitCode === null && child.kill('SIGKILL')) await ended
  }
  for (const i of plans.keys()) start(i)

  for (const [number, month] of months.entries()) {
    const paid = Array.from({ length: paymentsPerMonth }, (_, i) => payment(`${month} ${i}`, '10.00', `${month}-05`))
    const back = [refund(`${month} r`, `${month} 0`, '3.00', `${month}-06`)]
    feed.push(root, agreement, ...paid, meter(`${month}-07`, '5.000'), ...back, close(month))
    for (let k = 0; k < kills / months.length; k++) {
      const victim = (k * 7 + number) % plans.length
      await pause(100 + Math.random() * 500)
      await kill(victim)
      start(victim)
    }
  }

  const openMonth = async () =>
    (await stack.client.readContract({ address: Splits, abi: splitsAbi, functionName: 'standingOf', args: [root] }))
      .openMonth
  await until('every month is closed', async () => (await openMonth()) === firstMonth + months.length, 120_000)
  const issued = await stack.client.getLogs({
    address: Payments,
    event: getAbiItem({ abi: paymentsAbi, name: 'PaymentIssued' }),
    fromBlock: 0n,
  })
  expect(issued).toHaveLength(months.length * paymentsPerMonth)
  expect(new Set(issued.map(log => log.topics[1])).size).toBe(issued.length)

  const values = new Map<string, Set<string>>()
  for (const plan of plans) {
    const sql = postgres(plan.DATABASE_URL as string, { max: 1 })
    const decided = months.length * (paymentsPerMonth + 2)
    await until('every node decided everything', async () => {
      const [row] = await sql`select count(*)::int as count from decisions where digest is not null`
      return row?.count === decided
    })
    expect(await sql`select * from equivocations`).toHaveLength(0)
    expect(await sql`select * from decisions where code is not null`).toHaveLength(0)
    for (const { attestor, key, digest } of await sql`select attestor, key, digest from attestations`) {
      const name = `${attestor} ${key}`
      values.set(name, (values.get(name) ?? new Set()).add(digest))
    }
    await sql.end()
  }
  expect([...values.values()].every(digests => digests.size === 1)).toBe(true)
})
