import { existsSync, readFileSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { Address, Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import type { Sql } from './database/open.ts'
import { Refusal } from './refusal.ts'

/** The private key in a file. */
export function readKey(file: string): Hex {
  if (!existsSync(file)) throw new BaseError('KeyMissing', `There is no key file ${file}: put the copy you keep there.`)
  const key = readFileSync(file, 'utf8').trim() as Hex
  try {
    privateKeyToAddress(key)
  } catch (cause) {
    throw new BaseError('KeyUnreadable', `${file} holds no private key: expected 0x and 64 hex digits.`, { cause })
  }
  return key
}

/** Refuses a database that another key has signed in; remembers the key's address the first time. */
export async function requireOwnKey(sql: Sql, address: Address): Promise<void> {
  await sql`insert into meta (name, value) values ('address', ${address}) on conflict do nothing`
  refuseOther(await ownerOf(sql), address)
}

/** Refuses a database that another key has signed in, without writing to it. */
export async function requireNoOther(sql: Sql, address: Address): Promise<void> {
  const [table] = await sql<{ name: string | null }[]>`select to_regclass('meta') as name`
  if (table?.name) refuseOther(await ownerOf(sql), address)
}

async function ownerOf(sql: Sql): Promise<string | undefined> {
  const [stored] = await sql<{ value: string }[]>`select value from meta where name = 'address'`
  return stored?.value
}

function refuseOther(owner: string | undefined, address: Address): void {
  if (owner !== undefined && owner !== address)
    throw new Refusal(
      'ForeignKey',
      `The database belongs to the attestor ${owner}, the key is that of ${address}: give each key its own database.`,
    )
}
