import type { TFunction } from 'i18next'
import { isHash } from 'viem'
import type { Words } from '../../../lib/clauses/words.ts'
import type { Format } from '../../../lib/useFormat.ts'
import type { DraftTerms } from '../../simulate/readTerms.ts'

/** What puts terms into words that are not on the chain yet: their own names. */
export function wordsOf({ names, asset }: DraftTerms, t: TFunction, format: Format): Words {
  return {
    t,
    format,
    asset,
    basis: names.basis,
    processor: names.processor,
    partyName: index => names.parties[index] ?? String(index + 1),
    meterOf: hash => {
      const meter = names.meters[hash]
      const unknown = { name: t('clause.meter'), unit: t('clause.unit'), decimals: meter?.decimals ?? 0 }
      return meter && !isHash(meter.name) ? meter : unknown
    },
    milestoneOf: subject => {
      const name = names.milestones[subject]
      // Terms read from the chain know it by its hash alone.
      return name === undefined || isHash(name) ? null : name
    },
  }
}
