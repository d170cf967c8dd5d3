import { entitledByClause } from './fold/entitled.ts'
import type { Standing } from './fold/types.ts'
import type { Agreement } from './terms/types.ts'

/** Names people gave; the chain knows none of them. */
export type TermsNames = {
  title: string
  parties: readonly string[]
  monthly: readonly string[]
  clauses: readonly string[]
  registers: readonly string[]
}

/** One reason for a payment: which clause and tier paid how much to whom. */
export type SettlementLine = {
  /** Receiver: index of the party, from the number of parties on of the register. */
  party: number
  /** Running index: monthly clauses, then cumulative ones. */
  clause: number
  stage: 'monthly' | 'cumulative'
  /** The clause's name, or "clause N" counted from one. */
  name: string
  /** One-based position among the limited cumulative clauses; null where the clause is not a tier. */
  tier: number | null
  /** In the asset's smallest unit. */
  amount: bigint
}

/** Per clause, by running index: its stage and its position among the limited cumulative clauses. */
export function clausesOf(agreement: Agreement): Pick<SettlementLine, 'clause' | 'stage' | 'tier'>[] {
  const { monthly, clauses } = agreement.rules
  const senior = monthly.map((_, index) => ({ clause: index, stage: 'monthly' as const, tier: null }))
  let tier = 0
  const junior = clauses.map(({ limit }, index) => ({
    clause: monthly.length + index,
    stage: 'cumulative' as const,
    tier: limit > 0n ? ++tier : null,
  }))
  return [...senior, ...junior]
}

/** What a clause is called, by running index. */
export function clauseName(agreement: Agreement, clause: number, names?: Partial<TermsNames>): string {
  const senior = agreement.rules.monthly.length
  const given = clause < senior ? names?.monthly?.[clause] : names?.clauses?.[clause - senior]
  return given ?? `clause ${clause + 1}`
}

/**
 * Why a settlement paid what it paid.
 * @param before Where the clauses stood at the settlement before.
 * @param after Where they stand now.
 * @returns One line per receiver and clause that paid something, in order of the clauses.
 */
export function explainSettlement(
  agreement: Agreement,
  before: Standing,
  after: Standing,
  names?: Partial<TermsNames>,
): SettlementLine[] {
  const old = entitledByClause(agreement, before)
  const now = entitledByClause(agreement, after)
  return clausesOf(agreement).flatMap(described =>
    (now[described.clause] ?? []).flatMap((amount, party) => {
      const paid = amount - (old[described.clause]?.[party] ?? 0n)
      if (paid === 0n) return []
      return [{ party, ...described, name: clauseName(agreement, described.clause, names), amount: paid }]
    }),
  )
}

/**
 * A line as a sentence, for example "12.34 because clause 3, tier 2".
 * @param format Writes an amount in the asset's smallest unit.
 */
export function explainLine(line: SettlementLine, format: (amount: bigint) => string): string {
  const tier = line.tier === null ? '' : `, tier ${line.tier}`
  const name = line.name === `clause ${line.clause + 1}` ? '' : ` (${line.name})`
  return `${format(line.amount)} because clause ${line.clause + 1}${name}${tier}`
}
