import { receiverName } from './clauses/words.ts'
import { clauseColor, partyColor } from './palette.ts'
import type { ReadableTerms } from './useTerms.ts'

/** By what the money of an agreement is divided in figures. */
export type Division = 'party' | 'clause'

/** What a figure stacks. */
export type Series = { key: string; name: string; color: string }

/** Everyone the terms pay, parties first, then registers. */
export const receiverSeries = ({ terms, words }: ReadableTerms): Series[] =>
  [...terms.parties, ...terms.rules.registers].map((_, index) => ({
    key: `p${index}`,
    name: receiverName(index, terms, words),
    color: partyColor(index),
  }))

/** The clauses by their running number. */
export const clauseSeries = ({ text }: ReadableTerms): Series[] =>
  text.clauses.map(({ index, title }) => ({
    key: `c${index}`,
    name: `${index + 1}. ${title}`,
    color: clauseColor(index),
  }))
