import type { DraftTerms as SharedTerms } from '@concordat/sdk/drafts/document.ts'

/** The terms of a draft as the editor has them: every list is there. */
export type DraftTerms = Omit<SharedTerms, 'monthly' | 'registers'> & {
  monthly: NonNullable<SharedTerms['monthly']>
  registers: NonNullable<SharedTerms['registers']>
}

export type DraftMonthly = DraftTerms['monthly'][number]
export type DraftClause = DraftTerms['clauses'][number]
export type DraftParty = DraftTerms['parties'][number]
export type DraftShares = DraftClause['shares']

/** The lists of the terms that grow, shrink and change their order. */
export type ListName = 'parties' | 'monthly' | 'clauses'
