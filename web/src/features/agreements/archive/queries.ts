import type { DraftSummary } from '@concordat/sdk/drafts/views.ts'
import type { AgreementSummary, AgreementsView } from '@concordat/sdk/views.ts'
import { queryOptions } from '@tanstack/react-query'
import { getJson, queryString } from '../../../lib/api.ts'

/** As many as the indexer gives at once. */
const pageSize = 200

/** Every agreement there is. */
export const archiveQuery = queryOptions({
  queryKey: ['index', 'archive'],
  queryFn: async ({ signal }) => {
    const all: AgreementSummary[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: AgreementsView = await getJson(`/index/agreements${queryString({ limit: pageSize, cursor })}`, signal)
      all.push(...page.agreements)
      cursor = page.next
    }
    return all
  },
})

/** The titles of the reader's drafts, by the digest of the terms that came of them. */
export const titlesQuery = queryOptions({
  queryKey: ['drafts', 'titles'],
  queryFn: async ({ signal }) => {
    const drafts = await getJson<DraftSummary[]>('/drafts', signal)
    return new Map(drafts.flatMap(({ proposed, title }) => (proposed ? [[proposed as string, title] as const] : [])))
  },
})
