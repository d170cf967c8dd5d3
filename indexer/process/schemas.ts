import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'
import type { Deployment } from '../env.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What decides the rows: the code that writes them. What serves them may change without reading the chain again. */
const sources = [
  'indexer/{env,ponder.config,ponder.schema}.ts',
  'indexer/src/**/*.ts',
  'sdk/src/**/*.ts',
  'node_modules/ponder/package.json',
]
const notSources = ['indexer/src/api/**', '**/*.test.ts']

/** The name of the rows that this build makes of this deployment on this chain. */
export function nameSchema(prefix: string, deployment: Deployment): string {
  const hash = createHash('sha256').update(JSON.stringify(deployment))
  for (const file of globSync(sources, { cwd: root, exclude: notSources }).sort())
    hash.update(file).update(readFileSync(`${root}${file}`))
  return `${prefix}_${hash.digest('hex').slice(0, 8)}`
}

/** Schemas that indexers with this prefix made, and whether one is at work in them. */
export async function listSchemas(sql: Sql, prefix: string): Promise<{ name: string; inUse: boolean }[]> {
  const rows = await sql<{ name: string }[]>`
    select table_schema as name from information_schema.tables
    where table_name = '_ponder_meta' and table_schema ~ ${`^${prefix}_[0-9a-f]{8}(_[0-9]+)?$`}`
  const found = []
  for (const { name } of rows) {
    const [meta] = await sql<{ inUse: boolean }[]>`
      select (value->>'is_locked')::int = 1 and (value->>'heartbeat_at')::numeric > ${Date.now() - heartbeatTimeout} as "inUse"
      from ${sql(name)}._ponder_meta where key = 'app'`
    found.push({ name, inUse: meta?.inUse ?? false })
  }
  return found
}

/** Ponder's own: after this long without a heartbeat, in milliseconds, another process takes a schema over. */
const heartbeatTimeout = 25_000

/** The next fresh name after those that exist: `idx_1a2b3c4d`, then `idx_1a2b3c4d_2`, and so on. */
export function freshName(base: string, existing: string[]): string {
  const numbers = existing.filter(name => name === base || name.startsWith(`${base}_`)).map(numberOf)
  return numbers.length === 0 ? base : `${base}_${Math.max(...numbers) + 1}`
}

export function numberOf(name: string): number {
  return Number(/_[0-9a-f]{8}_([0-9]+)$/.exec(name)?.[1] ?? 1)
}

/** Drops every schema with this prefix but the one to keep, unless an indexer is at work in it. */
export async function dropUnused(sql: Sql, prefix: string, keep: string): Promise<string[]> {
  const unused = (await listSchemas(sql, prefix)).filter(({ name, inUse }) => name !== keep && !inUse)
  for (const { name } of unused) await sql`drop schema ${sql(name)} cascade`
  return unused.map(({ name }) => name)
}

/**
 * Forgets what Ponder has cached of a chain. It keys blocks and logs by chain id and height and never replaces one, so
 * those of a chain that was reset would be read as the new one's.
 */
export async function forgetCache(sql: Sql, chainId: number): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'ponder_sync' and column_name = 'chain_id'`
  for (const { name } of tables) await sql`delete from ponder_sync.${sql(name)} where chain_id = ${chainId}`
}
