import type { TermsNames } from '../splits/explain.ts'
import type { TermsContext } from '../splits/terms/context.ts'
import { decodeTerms } from '../splits/terms/encode.ts'
import type { AgreementView } from '../views.ts'
import type { AmendsView } from './amendsViews.ts'

/** The version in force as the terms of a draft are read against it: its clauses are called what the draft began with. */
export function previousOf({
  root,
  digest,
  terms,
  base,
}: Omit<AmendsView, 'standing'>): NonNullable<TermsContext['previous']> {
  const names: TermsNames = {
    title: base.title,
    parties: base.parties.map(({ name }) => name),
    monthly: (base.monthly ?? []).map(({ name }) => name),
    clauses: base.clauses.map(({ name }) => name),
    registers: (base.registers ?? []).map(({ name }) => name),
  }
  return { root, digest, agreement: decodeTerms(terms), names }
}

/**
 * Whether the terms a draft changes can still be changed.
 * @param agreement What the chain says of the agreement; nothing while nobody can say.
 */
export function standingOf(
  { digest }: Pick<AmendsView, 'digest'>,
  agreement: AgreementView | null | undefined,
): AmendsView['standing'] {
  if (!agreement) return 'unknown'
  if (agreement.status !== 'effective' && agreement.status !== 'frozen') return 'ended'
  return agreement.digest === digest ? 'open' : 'overtaken'
}
