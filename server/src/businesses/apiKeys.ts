import { createHash, randomBytes } from 'node:crypto'
import type { Hex } from 'viem'
import type { Sql, Transaction } from '../database/connect.ts'
import { ApiError } from '../errors.ts'

/** A key as its business sees it: never the key itself. */
export type ApiKeyRow = { id: string; label: string; createdAt: number; revokedAt: number | null }

const hashOf = (key: string) => createHash('sha256').update(key).digest()

/** Makes a key and keeps its hash. The key is in the answer and nowhere else. */
export async function createApiKey(sql: Sql | Transaction, business: Hex, label: string) {
  const key = `ck_${randomBytes(32).toString('base64url')}`
  const [row] = await sql<{ id: string }[]>`
    insert into api_keys ${sql({ business, label, hash: hashOf(key) })} returning id`
  return { id: row?.id as string, key }
}

/** The business a key belongs to, or undefined when it is unknown or revoked. */
export async function findBusinessOfKey(sql: Sql, key: string): Promise<Hex | undefined> {
  const [row] = await sql<{ business: Hex }[]>`
    select business from api_keys where hash = ${hashOf(key)} and revoked_at is null`
  return row?.business
}

export function listApiKeys(sql: Sql, business: Hex): Promise<ApiKeyRow[]> {
  return sql<ApiKeyRow[]>`
    select id, label, extract(epoch from created_at)::int as "createdAt", extract(epoch from revoked_at)::int as "revokedAt"
    from api_keys where business = ${business} order by created_at, id`
}

/** Revokes a key from the next request on. The last one stays, or nobody could make another. */
export async function revokeApiKey(sql: Sql, business: Hex, id: string): Promise<void> {
  await sql.begin(async tx => {
    const keys = await tx<{ id: string }[]>`
      select id from api_keys where business = ${business} and revoked_at is null for update`
    if (!keys.some(key => key.id === id))
      throw new ApiError(404, 'KeyNotFound', `This business has no valid key ${id}.`)
    if (keys.length === 1)
      throw new ApiError(409, 'LastKey', 'This is the only valid key; make another before you revoke it.')
    await tx`update api_keys set revoked_at = now() where id = ${id}`
  })
}
