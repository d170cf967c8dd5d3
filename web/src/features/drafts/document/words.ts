import type { TFunction } from 'i18next'
import type { Words } from '../../../lib/clauses/words.ts'
import type { Format } from '../../../lib/useFormat.ts'
import type { DraftTerms } from '../../simulate/readTerms.ts'

/** What puts terms into words that are not on the chain yet: their own names. */
export function wordsOf({ names, asset }: DraftTerms, t: TFunction, format: Format): Words {
  return {
    t,
    format,
    asset,
    partyName: index => names.parties[index] ?? String(index + 1),
    meterOf: hash => names.meters[hash] ?? { name: t('clause.meter'), unit: t('clause.unit'), decimals: 0 },
    milestoneOf: subject => names.milestones[subject] ?? null,
  }
}
