import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { previousOf, standingOf } from '@concordat/sdk/drafts/amends.ts'
import { checkDraft, type DraftContext } from '@concordat/sdk/drafts/completeness.ts'
import type { ProblemView } from '@concordat/sdk/drafts/views.ts'
import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { collectProblems, type Problem } from '@concordat/sdk/splits/terms/problems.ts'
import { type Hex, isHex } from 'viem'
import type { Context } from '../context.ts'
import type { Sql, Transaction } from '../database/connect.ts'
import { developmentChain } from '../deployment.ts'
import { readQuorums } from '../dev/readTerms.ts'
import { ApiError } from '../errors.ts'
import { readAgreement } from './fate.ts'
import { nowSeconds } from './record.ts'
import { type AmendsRow, type DraftRow, listSeats } from './store.ts'

type Parts = Pick<Context, 'deployment' | 'state'>

function knownQuorums({ deployment, state }: Parts): Record<string, Hex> {
  if (deployment.chainId !== developmentChain) return {}
  try {
    const { quorum, arbiters } = readQuorums(state)
    return { default: quorum, arbiters }
  } catch (error) {
    if (error instanceof ApiError) return {}
    throw error
  }
}

/** Ids of businesses by name; "default" is the only one, where there is only one. */
async function knownBusinesses(sql: Sql | Transaction): Promise<Record<string, Hex>> {
  const rows = await sql<{ id: Hex; name: string }[]>`select id, name from businesses order by created_at`
  const [only] = rows.length === 1 ? rows : []
  return { ...(only ? { default: only.id } : {}), ...Object.fromEntries(rows.map(({ id, name }) => [name, id])) }
}

/** What this server knows that a draft's terms leave open. */
export async function contextOf(
  sql: Sql | Transaction,
  parts: Parts,
  terms: SplitsTermsFile,
  amends: AmendsRow | null = null,
): Promise<DraftContext> {
  const [businesses, quorums] = [await knownBusinesses(sql), knownQuorums(parts)]
  const idOf = (given: unknown, known: Record<string, Hex>): Hex | undefined => {
    const id = known[String(given ?? 'default')] ?? given
    return isHex(id) && id.length === 66 ? (id.toLowerCase() as Hex) : undefined
  }
  const [business, quorum] = [idOf(terms.business, businesses), idOf(terms.quorum, quorums)]
  const { currency } = terms
  const isCode = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
  const id =
    isCode && business && quorum
      ? ledgerId(seriesOf(quorum, currency, business), parts.deployment.contracts.Payments)
      : 0n
  return {
    ...{ now: nowSeconds(), businesses, quorums },
    ...(isCode ? { currencies: { [currency]: { id, decimals: currencyDecimals(currency) } } } : {}),
    ...(amends ? { previous: previousOf(amends) } : {}),
  }
}

/** Everything that keeps a draft from being confirmed. */
export async function problemsOf(
  sql: Sql | Transaction,
  parts: Parts & Pick<Context, 'indexer'>,
  draft: DraftRow,
): Promise<ProblemView[]> {
  const { amends } = draft
  const context = await contextOf(sql, parts, draft.terms, amends)
  const taken = new Map((await listSeats(sql, draft.id)).map(({ id, account }) => [id, account]))
  const seats = draft.parties.map(({ id }) => taken.get(id) ?? null)
  const found = checkDraft(draft.terms, { ...context, seats, ...(amends ? { base: amends.base } : {}) })
  return [...(amends ? await pastProblems(parts, draft) : []), ...found].map(problem => ({
    ...problem,
    // Evidence may hold amounts, which JSON has no number for.
    args: JSON.parse(JSON.stringify(problem.args, (_, value) => (typeof value === 'bigint' ? `${value}` : value))),
  }))
}

/** That the terms a draft changes are no longer those in force. */
async function pastProblems(parts: Pick<Context, 'indexer'>, draft: DraftRow): Promise<Problem[]> {
  const { problems, report } = collectProblems()
  if (!draft.amends || draft.state !== 'negotiating') return []
  const agreement = await readAgreement(parts, draft)
  const standing = standingOf(draft.amends, agreement)
  if (standing === 'overtaken') report('clauses', 'AmendmentOvertaken')
  if (standing === 'ended') report('clauses', 'AgreementNotAmendable', { status: agreement?.status })
  return problems
}
