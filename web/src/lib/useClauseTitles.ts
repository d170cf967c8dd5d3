import { METER_DECIMALS } from '@concordat/sdk/rows/close.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { describeTerms } from './clauses/describeTerms.ts'
import { unknownMeter } from './clauses/words.ts'
import { agreementQuery } from './reads.ts'
import { useFormat } from './useFormat.ts'

/** Names the clauses of several agreements, for lists that mix them; null while an agreement is not read yet. */
export function useClauseTitles(roots: Hex[]): (root: Hex | null, clause: number) => string | null {
  const { t } = useTranslation()
  const format = useFormat()
  const agreements = useQueries({
    queries: roots.map(root => agreementQuery(root)),
    combine: results => results.flatMap(({ data }) => (data ? [data] : [])),
  })
  return useMemo(() => {
    const titles = new Map(
      agreements.map(({ root, terms, asset }) => {
        const words = {
          t,
          format,
          asset,
          partyName: (index: number) => String(index + 1),
          meterOf: () => unknownMeter(t, METER_DECIMALS),
          milestoneOf: () => null,
        }
        return [root, describeTerms(decodeTerms(terms), words).clauses.map(clause => clause.title)] as const
      }),
    )
    return (root, clause) => (root === null ? null : (titles.get(root)?.[clause] ?? null))
  }, [agreements, t, format])
}
