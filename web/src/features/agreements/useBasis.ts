import { Basis, describeBasis } from '@concordat/sdk/splits/terms/basis.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { z } from 'zod'
import { getJson } from '../../lib/api.ts'

const View = z.object({ basis: Basis.nullable() })

/** What the terms in force say of fees and tax, in sentences; none while it is not known. */
export function useBasis(root: Hex, digest: Hex): string[] {
  const { i18n } = useTranslation()
  const { data } = useQuery({
    // An amendment can say something else.
    queryKey: ['basis', root, digest],
    queryFn: async ({ signal }) => View.parse(await getJson(`/agreements/${root}/basis`, signal)).basis,
    retry: false,
  })
  return data ? Object.values(describeBasis(data, i18n.language === 'zh' ? 'zh' : 'en')) : []
}
