import type { OpenInvitation } from '@concordat/sdk/drafts/openInvitation.ts'
import type { BegunActView, ExampleView } from '@concordat/sdk/views.ts'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { getJson, postJson } from '../../lib/api.ts'
import { exampleQuery } from '../../lib/reads.ts'

/** Starts the example on the development chain. */
export function useStartExample() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => postJson<ExampleView>('/dev/example'),
    onSuccess: () => queries.invalidateQueries({ queryKey: exampleQuery.queryKey }),
  })
}

// Keys begin with `drafts`: signing in as somebody else forgets them all, and alerts have them read again.

/** The open invitations to the reader. */
export const invitationsQuery = queryOptions({
  queryKey: ['drafts', 'invitations'],
  queryFn: ({ signal }) => getJson<OpenInvitation[]>('/invitations', signal),
  refetchInterval: 30_000,
})

/** The acts on agreements that somebody began and the reader is a signer of. */
export const begunQuery = queryOptions({
  queryKey: ['drafts', 'acts'],
  queryFn: async ({ signal }) => (await getJson<{ acts: BegunActView[] }>('/acts', signal)).acts,
  refetchInterval: 15_000,
})
