import { readFileSync } from 'node:fs'
import { type Address, type Hex, isHex } from 'viem'
import type { Sql } from './database/open.ts'
import { Refusal } from './refusal.ts'

/** The private key in a file. */
export function readKey(file: string): Hex {
  const key = readFileSync(file, 'utf8').trim()
  if (!isHex(key) || key.length !== 66) throw new Error(`KEY_FILE: ${file} holds no private key of 32 bytes in hex.`)
  return key
}

/** Refuses a database that another key has signed in; remembers the key's address the first time. */
export async function requireOwnKey(sql: Sql, address: Address): Promise<void> {
  await sql`insert into meta (name, value) values ('address', ${address}) on conflict do nothing`
  const [stored] = await sql<{ value: string }[]>`select value from meta where name = 'address'`
  if (stored && stored.value !== address)
    throw new Refusal(
      'ForeignKey',
      `The database belongs to the attestor ${stored.value}, the key is that of ${address}: give each key its own database.`,
    )
}
