import { type Basis, Basis as schema } from '@concordat/sdk/splits/terms/basis.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'

/** What signed terms say of fees and tax: null where they say nothing, undefined where their prose is not known here. */
export async function findBasis(sql: Sql, digest: Hex): Promise<Basis | null | undefined> {
  const [draft] = await sql<{ basis: unknown }[]>`
    select terms -> 'basis' as basis from drafts where proposal ->> 'digest' = ${digest} limit 1`
  return draft && (schema.safeParse(draft.basis).data ?? null)
}
