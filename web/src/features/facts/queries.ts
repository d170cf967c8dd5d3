import type { FactsView, FactView } from '@concordat/sdk/views.ts'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { getJson, queryString } from '../../lib/api.ts'

const pageSize = 50

/** The latest facts of all agreements, of one topic or of any. */
export const recentFactsQuery = (topic: FactView['topic'] | null) =>
  infiniteQueryOptions({
    queryKey: ['index', 'recentFacts', topic],
    queryFn: ({ pageParam, signal }) =>
      getJson<FactsView>(`/index/facts${queryString({ topic, limit: pageSize, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
