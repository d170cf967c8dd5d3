import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from './open.ts'

const folder = join(import.meta.dirname, 'migrations')

/** Applies the SQL files that the database has not seen, in the order of their names, each in a transaction. */
export async function migrate(sql: Sql): Promise<void> {
  await sql`create table if not exists versions (name text primary key, applied_at timestamptz not null default now())`
  const applied = new Set((await sql<{ name: string }[]>`select name from versions`).map(row => row.name))
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  const unknown = [...applied].filter(name => !files.includes(name))
  if (unknown.length > 0)
    throw new Error(
      `The database was written by a later version of the node (${unknown.join(', ')}): install that version.`,
    )
  for (const name of files) {
    if (applied.has(name)) continue
    await sql.begin(async sql => {
      await sql.unsafe(readFileSync(join(folder, name), 'utf8')).simple()
      await sql`insert into versions (name) values (${name})`
    })
  }
}
