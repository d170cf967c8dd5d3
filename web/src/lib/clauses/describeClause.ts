import type { Agreement, Clause } from '@concordat/sdk/splits/terms/types.ts'
import { type ClauseText, receivers, type Words } from './words.ts'

type Place = {
  /** Running index, monthly clauses included. */
  index: number
  isFirst: boolean
  isLast: boolean
}

/** Puts a clause over cumulative revenue into words. */
export function describeClause(clause: Clause, place: Place, terms: Agreement, words: Words): ClauseText {
  const { t, format } = words
  const to = receivers(clause.shares, clause.total, terms, words)
  const single = clause.shares.length === 1
  const limit = format.amount(clause.limit, words.asset)
  const rate = format.bps(clause.rateBps)
  const all = clause.rateBps === 10_000
  const from = place.isFirst && terms.rules.monthly.length === 0 ? t('clause.ofRevenue') : t('clause.ofRest')
  const values = { rate, from, limit }
  const sentences = [
    place.isLast
      ? t('clause.residual')
      : clause.limit > 0n
        ? all
          ? t('clause.allUntil', values)
          : t('clause.partUntil', values)
        : t('clause.part100', values),
    single ? t('clause.goesTo', { to }) : t('clause.sharedAs', { to }),
  ]
  if (clause.lock.by > 0) sentences.push(...describeLock(clause, terms, words))
  return {
    index: place.index,
    stage: 'cumulative',
    title: titleOf(clause, place, words),
    sentences,
    shares: [...clause.shares],
    total: clause.total,
  }
}

function titleOf(clause: Clause, place: Place, { t, format, asset }: Words): string {
  if (clause.lock.by > 0) return t('clause.title.locked', { rate: format.bps(clause.rateBps) })
  if (place.isLast) return t('clause.title.residual')
  if (clause.limit > 0n) return t('clause.title.limited', { limit: format.amount(clause.limit, asset) })
  return t('clause.title.rate', { rate: format.bps(clause.rateBps) })
}

function describeLock(clause: Clause, terms: Agreement, words: Words): string[] {
  const { t, format } = words
  const name = words.milestoneOf(clause.lock.subject)
  const date = format.deadline(clause.lock.by)
  const { otherwise } = clause.lock
  const to = receivers(otherwise, clause.total, terms, words)
  return [
    name ? t('clause.lock.named', { name, date }) : t('clause.lock.unnamed', { date }),
    otherwise.length === 1 ? t('clause.lock.elseTo', { to }) : t('clause.lock.elseShared', { to }),
  ]
}
