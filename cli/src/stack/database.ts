import postgres from 'postgres'
import type { Ports } from './state.ts'

/** Where each process's database is: on the packaged server, or on the one `DATABASE_URL` names, with its name as prefix. */
export function databasesOf(ports: Ports) {
  const own = process.env.DATABASE_URL
  const admin = own ?? `postgres://app@127.0.0.1:${ports.database}/postgres`
  const prefix = own ? `${new URL(own).pathname.slice(1)}_` : ''
  const name = (database: string) => `${prefix}${database}`
  const url = (database: string) => {
    const location = new URL(admin)
    location.pathname = name(database)
    return location.toString()
  }
  return { own: own !== undefined, admin, name, url }
}

/**
 * Creates the database when it is missing. `url` is of any database on the same server, for example `postgres`.
 * @param template The database to copy; nobody may be connected to it.
 */
export async function createDatabase(url: string, name: string, template = 'template1'): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`
    if (!found) await sql`create database ${sql(name)} template ${sql(template)}`
  } finally {
    await sql.end()
  }
}

/** Drops the database with everything in it; connections to it are closed. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`drop database if exists ${sql(name)} with (force)`
  } finally {
    await sql.end()
  }
}
