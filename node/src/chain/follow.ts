import { factsAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { BlockNotFoundError, type Hex, type PublicClient, parseEventLogs } from 'viem'
import { inTurn } from '../database/inTurn.ts'
import type { Sql, Transaction } from '../database/open.ts'
import type { Deployment } from '../deployment.ts'
import { applyEvents, type Event } from './apply.ts'
import { rewind } from './rewind.ts'

export const eventAbi = [...factsAbi, ...paymentsAbi, ...splitsAbi]
const blocksPerRead = 2_000

export type FollowParameters = {
  client: PublicClient
  sql: Sql
  deployment: Deployment
  /** How many blocks deep an event must be, or the engine's own finality. */
  depth: number | 'finalized'
  /** Refuses a chain that is another one: asked before the first block is read and before anything is forgotten. */
  requireOwn: () => Promise<unknown>
  /** Called when what the chain no longer has was forgotten, with the last height that stands. */
  onWentBack: (height: number) => void
}

/** Reads the next piece of the chain into the database. Answers whether there is more, and whether anything changed. */
export async function followChain(parameters: FollowParameters): Promise<{ more: boolean; changed: boolean }> {
  const { client, sql, deployment, depth, requireOwn, onWentBack } = parameters
  const target = await heightOf(client, depth)
  const last = await lastRead(sql)
  if (last && (await hashOf(client, last.height)) !== last.hash) {
    await requireOwn()
    const ancestor = await commonHeight(client, sql, deployment.block)
    await rewind(sql, ancestor)
    onWentBack(ancestor)
    return { more: true, changed: true }
  }

  if (!last) await requireOwn()
  const from = last ? last.height + 1 : deployment.block
  if (from > target) return { more: false, changed: false }
  const to = Math.min(from + blocksPerRead - 1, target)
  const end = await blockAt(client, to)
  const { Facts, Payments, Splits } = deployment.contracts
  const logs = await client.getLogs({
    address: [Facts, Payments, Splits],
    fromBlock: BigInt(from),
    toBlock: BigInt(to),
  })
  // The logs are of the branch of the last block only if that block still stands after they were read.
  const events = parseEventLogs({ abi: eventAbi, logs })
  const times = await timesOf(client, events)
  if (end === null || (await hashOf(client, to)) !== end.hash) return { more: true, changed: false }

  await inTurn(sql, async sql => {
    await applyEvents(sql, events, { splits: Splits, times })
    await keepBlock(sql, to, end)
  })
  return { more: to < target, changed: events.length > 0 }
}

/** The times of the blocks whose payments withhold something: from then on the reserve counts. */
async function timesOf(client: PublicClient, events: Event[]): Promise<Map<number, number>> {
  const heights = events.flatMap(event =>
    event.eventName === 'PaymentIssued' && event.args.withheld > 0n ? [Number(event.blockNumber)] : [],
  )
  const blocks = [...new Set(heights)].map(
    async height => [height, (await blockAt(client, height))?.time ?? 0] as const,
  )
  return new Map(await Promise.all(blocks))
}

/** The last height that was read, and its hash. */
export async function lastRead(sql: Sql): Promise<{ height: number; hash: Hex } | undefined> {
  const [row] = await sql<{ height: number; hash: Hex }[]>`
    select height, hash from blocks order by height desc limit 1`
  return row
}

async function heightOf(client: PublicClient, depth: number | 'finalized'): Promise<number> {
  if (depth === 'finalized') return Number((await client.getBlock({ blockTag: 'finalized' })).number)
  return Number(await client.getBlockNumber({ cacheTime: 0 })) - depth
}

type End = { hash: Hex; time: number }

async function hashOf(client: PublicClient, height: number): Promise<Hex | null> {
  return (await blockAt(client, height))?.hash ?? null
}

async function blockAt(client: PublicClient, height: number): Promise<End | null> {
  try {
    const { hash, timestamp } = await client.getBlock({ blockNumber: BigInt(height) })
    return { hash, time: Number(timestamp) }
  } catch (error) {
    if (error instanceof BlockNotFoundError) return null
    throw error
  }
}

async function commonHeight(client: PublicClient, sql: Sql, first: number): Promise<number> {
  const known = await sql<{ height: number; hash: Hex }[]>`select height, hash from blocks order by height desc`
  for (const { height, hash } of known) {
    if ((await hashOf(client, height)) === hash) return height
  }
  return first - 1
}

/** Keeps the hash of each of the last 5,000 heights and of every thousandth before. */
async function keepBlock(sql: Transaction, height: number, { hash, time }: End): Promise<void> {
  await sql`insert into blocks (height, hash, time) values (${height}, ${hash}, ${time})`
  await sql`delete from blocks where height < ${height - 5_000} and height > ${height - 10_000} and height % 1000 <> 0`
}
