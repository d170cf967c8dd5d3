import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementSummary, AgreementView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import type { Indexer } from '../indexer/createIndexer.ts'

/** Why rows for an agreement in this status would lose their money to the payer: its account takes no payments (yet). */
const notInForce = new Set<AgreementView['status']>(['proposed', 'declined'])

/** Attaches the agreement to the business its terms name; again after an amendment, to take over the new terms. */
export async function attachAgreement(sql: Sql, indexer: Indexer, business: Hex, root: Hex): Promise<void> {
  const agreement = await indexer.getAgreement(root)
  if (!agreement) throw new ApiError(404, 'AgreementUnknown', `The indexer knows no agreement ${root} (yet).`, { root })
  if (agreement.business !== business)
    throw new ApiError(422, 'NotThisBusiness', `The terms of ${root} name the business ${agreement.business}.`, {
      given: business,
      expected: agreement.business,
    })
  if (notInForce.has(agreement.status))
    throw new ApiError(
      409,
      'AgreementNotInForce',
      `The agreement is ${agreement.status}; all parties must sign first.`,
      {
        status: agreement.status,
      },
    )
  const { digest, terms } = agreement
  const { quorum } = decodeTerms(terms).rules
  await sql`
    insert into agreements ${sql({ root, business, digest, terms, quorum })}
    on conflict (root) do update set digest = excluded.digest, terms = excluded.terms, quorum = excluded.quorum`
}

/** Attaches every agreement in force whose terms name the business and that is missing or was amended. */
export async function attachFound(sql: Sql, indexer: Indexer, business: Hex): Promise<void> {
  const { agreements } = await indexer.listAgreements(business)
  const known = await sql<
    { root: Hex; digest: Hex }[]
  >`select root, digest from agreements where business = ${business}`
  const current = new Map(known.map(row => [row.root, row.digest]))
  const isNews = (found: AgreementSummary) => !notInForce.has(found.status) && current.get(found.root) !== found.digest
  for (const { root } of agreements.filter(isNews)) await attachAgreement(sql, indexer, business, root)
}
