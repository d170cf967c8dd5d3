import type { AccountView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import { draftsQuery } from '../../lib/drafts.ts'
import { useSession } from '../../lib/session.tsx'
import { begunQuery, invitationsQuery } from './queries.ts'
import { useAmendments } from './useAmendments.ts'

/** Everything that waits for somebody, the reader or others. What needs a session is empty without one. */
export function useConcerns(account: AccountView) {
  const enabled = useSession().state === 'signedIn'
  const drafts = useQuery({ ...draftsQuery, enabled }).data ?? []
  const invitations = useQuery({ ...invitationsQuery, enabled }).data ?? []
  const acts = useQuery({ ...begunQuery, enabled }).data ?? []
  const amendments = useAmendments(account)
  const onChain = new Set(account.agreements.flatMap(({ digest, pending }) => [digest, ...pending.map(v => v.digest)]))
  return {
    account,
    invitations,
    acts,
    amendments,
    // Once the chain knows the proposed terms, the agreement says whom it waits for.
    drafts: drafts.filter(({ proposed }) => proposed === null || !onChain.has(proposed)),
  }
}

export type Concerns = ReturnType<typeof useConcerns>
