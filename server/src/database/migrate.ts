import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql } from './connect.ts'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Applies the migrations that are missing, in the order of their names. Two servers starting at once take turns. */
export async function migrate(sql: Sql): Promise<void> {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  await sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(hashtext('concordat-server'))`
    await tx`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`
    const applied = new Set((await tx<{ name: string }[]>`select name from migrations`).map(row => row.name))
    for (const name of names) {
      if (applied.has(name)) continue
      await tx.unsafe(readFileSync(join(folder, name), 'utf8'))
      await tx`insert into migrations ${tx({ name })}`
    }
  })
}
