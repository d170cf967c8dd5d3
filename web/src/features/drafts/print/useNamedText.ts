import { meterId } from '@concordat/sdk/ids.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { useMemo } from 'react'
import { describeTerms } from '../../../lib/clauses/describeTerms.ts'
import type { TermsText } from '../../../lib/clauses/words.ts'
import type { ReadableTerms } from '../../../lib/useTerms.ts'

/** Signed terms in words, with the names of the draft they came from, which the chain holds as numbers and hashes. */
export function useNamedText({ terms, words, text }: ReadableTerms, file: SplitsTermsFile | null): TermsText {
  return useMemo(() => {
    if (!file) return text
    const meters = new Map(
      (file.monthly ?? []).flatMap(({ price }) =>
        price ? [[meterId(price.meter), { name: price.meter, unit: price.unit, decimals: price.decimals ?? 3 }]] : [],
      ),
    )
    const milestones = new Map(
      terms.rules.clauses.map(({ lock }, index) => [lock.subject, file.clauses[index]?.lock?.milestone]),
    )
    return describeTerms(terms, {
      ...words,
      partyName: index => file.parties[index]?.name ?? words.partyName(index),
      meterOf: hash => meters.get(hash) ?? words.meterOf(hash),
      milestoneOf: subject => milestones.get(subject) ?? words.milestoneOf(subject),
    })
  }, [terms, words, text, file])
}
