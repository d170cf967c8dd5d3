import { currencyUnit } from '@concordat/sdk/currencies.ts'
import type { TermsContext } from '@concordat/sdk/splits/terms/context.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { useChain } from '../../../lib/chain.tsx'
import { businessesQuery } from '../../../lib/reads.ts'

/** Reads what terms name but do not spell out: businesses, quorums and the unit of a currency. */
export function useTermsContext(): (file: SplitsTermsFile) => Promise<TermsContext> {
  const { contracts, quorums } = useChain()
  const queries = useQueryClient()
  return async ({ business = 'default', quorum = 'default', currency }) => {
    const listed = await queries.fetchQuery(businessesQuery)
    const businesses: Record<string, Hex> = Object.fromEntries(listed.map(({ name, id }) => [name, id]))
    const [only] = listed.length === 1 ? listed : []
    if (only) businesses.default = only.id
    const unit = {
      quorum: quorums[quorum] ?? (quorum as Hex),
      business: businesses[business] ?? (business as Hex),
      payments: contracts.Payments,
    }
    return {
      now: Math.floor(Date.now() / 1000),
      businesses,
      quorums,
      currencies: currency ? { [currency]: currencyUnit(currency, unit) } : {},
    }
  }
}
