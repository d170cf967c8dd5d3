import type { AgreementsView, FactsView, FactView } from '@concordat/sdk/views.ts'
import { queryOptions } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { getJson, queryString } from '../../lib/api.ts'

/** A fact and the agreement that used it. */
export type RecentFact = FactView & { agreement: Hex; business: Hex }

const agreementsRead = 8
const factsOfEach = 25

/** The latest facts of the latest agreements. */
export const recentFactsQuery = queryOptions({
  queryKey: ['index', 'recentFacts'],
  queryFn: async ({ signal }): Promise<RecentFact[]> => {
    const list = await getJson<AgreementsView>(`/index/agreements${queryString({ limit: agreementsRead })}`, signal)
    const used = await Promise.all(
      list.agreements.map(async ({ root, business }) => {
        const page = await getJson<FactsView>(
          `/index/facts${queryString({ agreement: root, limit: factsOfEach })}`,
          signal,
        )
        return page.facts.map(fact => ({ ...fact, agreement: root, business }))
      }),
    )
    return used.flat().sort((left, right) => right.block - left.block)
  },
})
