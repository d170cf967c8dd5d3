import type { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import type { Basis } from '@concordat/sdk/splits/terms/basis.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { TFunction } from 'i18next'
import type { Hex } from 'viem'
import type { Unit } from '../format.ts'
import type { Format } from '../useFormat.ts'

/** A meter the terms name by its hash. */
export type Meter = { name: string; unit: string; decimals: number }

/** What a meter is called of which only the hash is known. */
export const unknownMeter = (t: TFunction, decimals: number): Meter => ({
  name: t('clause.meter'),
  unit: t('clause.unit'),
  decimals,
})

/** What is needed to put typed terms into words. */
export type Words = {
  t: TFunction
  format: Format
  asset: Unit
  /** The name of a party by its place. */
  partyName: (index: number) => string
  /** A meter by its hash; a general word for one nothing is known about. */
  meterOf: (hash: Hex) => Meter
  /** A milestone by the subject of its fact, null when nothing is known about it. */
  milestoneOf: (subject: Hex) => string | null
  /** What the prose says of fees and tax, for those who know the prose. */
  basis?: Basis | undefined
  /** The account that receives the money, for those who know which. */
  processor?: ProcessorAccount | undefined
}

/** A clause in words. */
export type ClauseText = {
  /** Running index: monthly clauses first. */
  index: number
  stage: 'monthly' | 'cumulative'
  /** A few words, for charts and tables. */
  title: string
  sentences: string[]
  /** Who gets what part of what the clause takes. */
  shares: { party: number; weight: number }[]
  total: number
}

/** Terms in words; `signBy` says when they take effect. */
export type TermsText = { signBy: string; general: string[]; clauses: ClauseText[] }

/** Names a receiver: a party, or a list of receivers too long to write out. */
export function receiverName(party: number, terms: Agreement, words: Words): string {
  if (party < terms.parties.length) return words.partyName(party)
  const register = terms.rules.registers[party - terms.parties.length]
  return words.t('clause.register', { count: register?.count ?? 0 })
}

/** "Ada", or "60% to Ada and 40% to Ben". */
export function receivers(
  shares: readonly { party: number; weight: number }[],
  total: number,
  terms: Agreement,
  words: Words,
): string {
  const only = shares.length === 1 ? shares[0] : undefined
  if (only) return receiverName(only.party, terms, words)
  return words.format.list(
    shares.map(share =>
      words.t('clause.part', {
        share: words.format.weight(share.weight, total),
        name: receiverName(share.party, terms, words),
      }),
    ),
  )
}
