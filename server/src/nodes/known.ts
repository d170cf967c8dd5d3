import type { Address } from 'viem'
import type { Sql } from '../database/connect.ts'

export type KnownNode = { url: string; name: string; address: Address }

/** What the nodes were called when they last answered, by URL. */
export async function listKnown(sql: Sql): Promise<Map<string, KnownNode>> {
  const rows = await sql<KnownNode[]>`select url, name, address from nodes`
  return new Map(rows.map(row => [row.url, row]))
}

/** Keeps what a node is called. */
export async function rememberNode(sql: Sql, { url, name, address }: KnownNode): Promise<void> {
  await sql`
    insert into nodes (url, name, address) values (${url}, ${name}, ${address})
    on conflict (url) do update set name = excluded.name, address = excluded.address`
}
