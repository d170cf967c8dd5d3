import type { BusinessView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import { createApiKey } from './apiKeys.ts'
import type { KeyStore } from './keyStore.ts'

export type NewBusiness = Pick<BusinessView, 'name' | 'project' | 'participants'>

/** Registers a business with its own signing key and a first API key, which is shown once. */
export async function createBusiness(sql: Sql, keys: KeyStore, business: NewBusiness) {
  const { id, publicKey } = keys.create()
  const { name, project, participants } = business
  return sql.begin(async tx => {
    const [row] = await tx`
      insert into businesses ${tx({ id, name, project, participants: tx.json(participants), public_key: publicKey })}
      on conflict (name) do nothing returning id`
    if (!row)
      throw new ApiError(409, 'NameTaken', `A business is already called "${name}"; choose another name.`, { name })
    const { key } = await createApiKey(tx, id, 'first')
    return { id, publicKey, key }
  })
}

const view = (sql: Sql) => sql`
  select b.id, b.name, b.project, b.participants, b.public_key as "publicKey",
    extract(epoch from b.created_at)::int as "createdAt",
    coalesce((select jsonb_agg(a.root order by a.attached_at, a.root) from agreements a where a.business = b.id), '[]') as agreements,
    (select jsonb_build_object(
      'progress', count(*) filter (where r.kind in ('meter', 'milestone', 'close')),
      'bills', count(*) filter (where r.kind in ('payment', 'refund', 'dispute'))) from rows r where r.business = b.id) as rows
  from businesses b`

export function listBusinesses(sql: Sql): Promise<BusinessView[]> {
  return sql<BusinessView[]>`${view(sql)} order by b.created_at, b.id`
}

export async function getBusiness(sql: Sql, id: Hex): Promise<BusinessView> {
  const [row] = await sql<BusinessView[]>`${view(sql)} where b.id = ${id}`
  if (!row) throw businessUnknown(id)
  return row
}

export async function findBusinessByName(sql: Sql, name: string): Promise<BusinessView | undefined> {
  const [row] = await sql<BusinessView[]>`${view(sql)} where b.name = ${name}`
  return row
}

export function businessUnknown(id: string): ApiError {
  return new ApiError(404, 'BusinessUnknown', `No business here has the id ${id}.`, { id })
}
