import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { describeTerms } from '../../lib/clauses/describeTerms.ts'
import { unknownMeter, type Words } from '../../lib/clauses/words.ts'
import type { Unit } from '../../lib/format.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import type { DraftTerms } from './readTerms.ts'
import type { Assumptions } from './scenario.ts'

/** What is tried out: terms, the words for them, and where to begin. */
export type Subject = { id: string; readable: ReadableTerms; asset: Unit; first: Assumptions }

/** Puts terms from a file into words. */
export function useDraft(draft: DraftTerms): ReadableTerms {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    const { terms, names, asset } = draft
    const words: Words = {
      t,
      format,
      asset,
      partyName: index => names.parties[index] ?? String(index + 1),
      meterOf: hash => names.meters[hash] ?? unknownMeter(t, 0),
      milestoneOf: subject => names.milestones[subject] ?? null,
    }
    return { terms, words, text: describeTerms(terms, words) }
  }, [draft, t, format])
}

/** Round figures to begin with where nothing has happened yet. */
export function plainAssumptions(readable: ReadableTerms, asset: Unit): Assumptions {
  return {
    months: 12,
    revenue: 10_000n * 10n ** BigInt(asset.decimals),
    quantities: readable.terms.rules.monthly.map(clause => clause.defaultQuantity),
    growth: 0,
  }
}
