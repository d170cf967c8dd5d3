import { randomBytes } from 'node:crypto'
import type { Sql, Transaction } from './database/connect.ts'
import type { Platform } from './processor/platforms.ts'
import { type Settings, WorldState } from './store/settings.ts'

/** What every part of the sandbox works with. */
export type World = {
  sql: Sql
  platforms: Platform[]
  /** Base URL for links. */
  url: string
  /** What ids begin from after a reset; chosen by chance when not given. */
  seed: string | undefined
  /** Milliseconds since 1970. */
  now: () => number
  /** Says that something may be due; set by the worker. */
  wake: () => void
}

/** One piece of work in one transaction, on behalf of one account. */
export type Scope = {
  tx: Transaction
  url: string
  seed: string
  settings: Settings
  platform: string
  account: string
  now: number
  /** The API request that causes it; null when it happens by itself. */
  request: { id: string; key: string | null } | null
}

export type Party = Pick<Scope, 'platform' | 'account'>

export type WorldRow = WorldState & { seed: string }

/** The world's row, created when it is missing. */
export async function readWorld(sql: Sql | Transaction, seed: string | undefined): Promise<WorldRow> {
  const read = () => sql<{ seed: string; settings: unknown }[]>`select seed, settings from world`
  let [row] = await read()
  if (!row) {
    const first = { seed: seed ?? randomBytes(16).toString('hex'), settings: sql.json({}) }
    await sql`insert into world ${sql(first)} on conflict do nothing`
    row = (await read())[0]
  }
  if (!row) throw new Error("The world's row is gone.")
  return { seed: row.seed, ...WorldState.parse(row.settings) }
}

export async function writeWorld(sql: Sql | Transaction, state: WorldState): Promise<void> {
  await sql`update world set settings = ${sql.json(state)}`
}

/**
 * Runs `work` in a transaction. Writers of one platform take turns, which makes every check of a limit, such as refunds against
 * their payment, safe without further locks, and runs repeatable.
 */
export async function write<Result>(
  world: World,
  party: Party,
  request: Scope['request'],
  work: (scope: Scope) => Promise<Result>,
): Promise<Result> {
  const result = await world.sql.begin(async tx => {
    await lockPlatform(tx, party.platform)
    return work(await scopeOf(world, tx, party, request))
  })
  world.wake()
  return result as Result
}

export async function lockPlatform(tx: Transaction, platform: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`sandbox ${platform}`}, 0))`
}

/** Runs `work` on one state of the database; `known` is the world's row where it was read just now. */
export async function read<Result>(
  world: World,
  party: Party,
  work: (scope: Scope) => Promise<Result>,
  known?: WorldRow,
): Promise<Result> {
  const result = await world.sql.begin('isolation level repeatable read read only', async tx =>
    work(await scopeOf(world, tx, party, null, known)),
  )
  return result as Result
}

export async function scopeOf(
  world: World,
  tx: Transaction,
  party: Party,
  request: Scope['request'],
  known?: WorldRow,
): Promise<Scope> {
  const { seed, settings } = known ?? (await readWorld(tx, world.seed))
  return { tx, url: world.url, seed, settings, ...party, now: world.now(), request }
}
