import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type postgres from 'postgres'
import { BaseError } from '../errors/base.ts'

export type MigrateParameters = {
  /** Folder of SQL files, applied in the order of their names. */
  folder: string
  /** The table that says which were applied. */
  table: string
}

/**
 * Applies the SQL files that the database has not seen: all of them or none. Two processes starting at once take turns. Throws
 * `LaterDatabase` when the database has seen files that are not here.
 */
export async function migrate<Types extends Record<string, unknown>>(
  sql: postgres.Sql<Types>,
  { folder, table }: MigrateParameters,
): Promise<void> {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  await sql.begin(async sql => {
    await sql`select pg_advisory_xact_lock(hashtext('concordat migrations'))`
    await sql`
      create table if not exists ${sql(table)} (name text primary key, applied_at timestamptz not null default now())`
    const rows = await sql<{ name: string }[]>`select name from ${sql(table)}`
    const applied = new Set(rows.map(({ name }) => name))
    const later = [...applied].filter(name => !names.includes(name))
    if (later.length > 0)
      throw new BaseError(
        'LaterDatabase',
        `A later version wrote the database (${later.join(', ')}): install that version, or restore an earlier backup.`,
      )
    for (const name of names.filter(name => !applied.has(name))) {
      await sql.unsafe(readFileSync(join(folder, name), 'utf8')).simple()
      await sql`insert into ${sql(table)} (name) values (${name})`
    }
  })
}
