import type { DraftSummary } from '@concordat/sdk/drafts/views.ts'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from './api.ts'

// Keys begin with `drafts`: signing in as somebody else forgets them all.

/** Every draft the reader takes part in. */
export const draftsQuery = queryOptions({
  queryKey: ['drafts', 'list'],
  queryFn: ({ signal }) => getJson<DraftSummary[]>('/drafts', signal),
  refetchInterval: 15_000,
})
