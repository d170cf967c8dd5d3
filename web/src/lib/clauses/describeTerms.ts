import { ZERO_HASH } from '@concordat/sdk/ids.ts'
import { describeBasis } from '@concordat/sdk/splits/terms/basis.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { describeClause } from './describeClause.ts'
import { describeMonthly } from './describeMonthly.ts'
import type { TermsText, Words } from './words.ts'

/** Puts signed terms into readable sentences: first what holds for the whole, then clause by clause. */
export function describeTerms(terms: Agreement, words: Words): TermsText {
  const { monthly, clauses, ordered, signBy } = terms.rules
  const date = words.format.deadline(signBy)
  return {
    signBy: words.t(ordered ? 'clause.general.signByOrdered' : 'clause.general.signBy', { date }),
    general: describeGeneral(terms, words),
    clauses: [
      ...monthly.map((clause, index) => describeMonthly(clause, index, terms, words)),
      ...clauses.map((clause, index) =>
        describeClause(
          clause,
          { index: monthly.length + index, isFirst: index === 0, isLast: index === clauses.length - 1 },
          terms,
          words,
        ),
      ),
    ],
  }
}

function describeGeneral({ rules, parties }: Agreement, { t, format, asset, basis, processor }: Words): string[] {
  const { period } = rules
  const sentences = [t('clause.general.shares', { count: parties.length, currency: asset.symbol })]
  if (processor) {
    const account = `${t(`draftMoney.processor.rail.${processor.rail}`)} ${processor.account}`
    const { rateBps, duration } = processor.reserve ?? { rateBps: 0, duration: 0 }
    const reserve = { share: format.bps(rateBps), time: format.duration(duration) }
    sentences.push(t('clause.general.processor', { account }))
    if (processor.reserve) sentences.push(t('draftMoney.processor.withholds', reserve))
  }
  if (period.closeAfter > 0) {
    sentences.push(
      t('clause.general.period', {
        month: format.month(period.firstMonth),
        offset: offsetText(period.utcOffsetMinutes),
      }),
      t('clause.general.closeAfter', { duration: format.duration(period.closeAfter) }),
    )
  } else {
    sentences.push(t('clause.general.noPeriod'))
  }
  sentences.push(
    rules.endsAt > 0 ? t('clause.general.endsAt', { date: format.deadline(rules.endsAt) }) : t('clause.general.noEnd'),
  )
  if (rules.arbiters !== ZERO_HASH && rules.maxFreeze > 0) {
    sentences.push(t('clause.general.freeze', { duration: format.duration(rules.maxFreeze) }))
  }
  sentences.push(t('clause.general.refunds'))
  if (basis) sentences.push(...Object.values(describeBasis(basis, format.locale.startsWith('zh') ? 'zh' : 'en')))
  return sentences
}

/** "+08:00" */
function offsetText(minutes: number): string {
  const sign = minutes < 0 ? '−' : '+'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
