import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import type { Indexer } from '../indexer/createIndexer.ts'
import { attachFound } from './attach.ts'

/** An agreement rows can be delivered for. */
export type AttachedAgreement = {
  root: Hex
  terms: Agreement
  /** What the shared unit is called, where the indexer said so. */
  symbol: string | null
}

type Row = { root: Hex; terms: Hex }

/** The agreement new rows belong to: the one named, or the business's only one. */
export async function findAgreement(sql: Sql, indexer: Indexer, business: Hex, root?: Hex): Promise<AttachedAgreement> {
  let attached = await list(sql, business)
  if (!attached.some(row => !root || row.root === root)) {
    await attachFound(sql, indexer, business)
    attached = await list(sql, business)
  }
  const [found, second] = attached.filter(row => !root || row.root === root)
  if (!found)
    throw new ApiError(
      409,
      'AgreementMissing',
      root
        ? `The agreement ${root} does not name this business, or is not in force yet.`
        : 'No agreement in force names this business yet: rows have nowhere to go.',
      { given: root ?? null },
    )
  if (second)
    throw new ApiError(
      409,
      'AgreementAmbiguous',
      'Several agreements name this business: say which one, as ?agreement=.',
      {
        agreements: attached.map(row => row.root),
      },
    )
  // The terms may be amended since; without the indexer what is kept must do.
  const current = await indexer.getAgreement(found.root).catch(() => null)
  return {
    root: found.root,
    terms: decodeTerms(current?.terms ?? found.terms),
    symbol: current?.asset.symbol ?? null,
  }
}

function list(sql: Sql, business: Hex): Promise<Row[]> {
  return sql<Row[]>`
    select root, terms from agreements where business = ${business} order by attached_at, root`
}
