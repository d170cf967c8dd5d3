import { meterId, milestoneSubject } from '@concordat/sdk/ids.ts'
import { METER_DECIMALS } from '@concordat/sdk/rows/close.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { RowView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { describeTerms } from './clauses/describeTerms.ts'
import { type Meter, type TermsText, unknownMeter, type Words } from './clauses/words.ts'
import { useDirectory } from './directory.ts'
import type { Unit } from './format.ts'
import { rowsQuery } from './reads.ts'
import { useFormat } from './useFormat.ts'

/** Typed terms together with their words. */
export type ReadableTerms = { terms: Agreement; text: TermsText; words: Words }

/** Decodes the terms of an agreement and puts them into the reader's language. */
export function useTerms(encoded: Hex, asset: Unit): ReadableTerms {
  const terms = useMemo(() => decodeTerms(encoded), [encoded])
  return useReadable(terms, asset)
}

/** Puts typed terms into the reader's language. */
export function useReadable(terms: Agreement, asset: Unit): ReadableTerms {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const { business } = terms.rules
  const progress = useQuery(rowsQuery(business, 'progress'))
  return useMemo(() => {
    const { meters, milestones } = namesOf(progress.data ?? [], business)
    const words: Words = {
      t,
      format,
      asset,
      partyName: index => {
        const party = terms.parties[index]
        return party ? nameOf(party.account) : String(index + 1)
      },
      meterOf: hash => meters.get(hash) ?? unknownMeter(t, METER_DECIMALS),
      milestoneOf: subject => milestones.get(subject) ?? null,
    }
    return { terms, words, text: describeTerms(terms, words) }
  }, [terms, t, format, asset, nameOf, progress.data, business])
}

/** The terms name meters and milestones by hashes; the business's own rows say what they are called. */
function namesOf(rows: RowView[], business: Hex) {
  const meters = new Map<Hex, Meter>()
  const milestones = new Map<Hex, string>()
  for (const { kind, data } of rows) {
    if (kind === 'meter' && data.meter !== undefined) {
      const hash = meterId(data.meter)
      if (!meters.has(hash)) meters.set(hash, { name: data.meter, unit: data.unit ?? '', decimals: METER_DECIMALS })
    }
    if (kind === 'milestone' && data.milestone !== undefined) {
      milestones.set(milestoneSubject(business, data.milestone), data.milestone)
    }
  }
  return { meters, milestones }
}
