import type { DraftSummary } from '@concordat/sdk/drafts/views.ts'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { draftsQuery } from '../../../lib/drafts.ts'
import { useSession } from '../../../lib/session.tsx'

/** The reader's drafts that change an agreement, the last changed first. */
export function useChangesOf(root: Hex | null): DraftSummary[] {
  const { state } = useSession()
  const drafts = useQuery({ ...draftsQuery, enabled: state === 'signedIn' && root !== null })
  return (drafts.data ?? []).filter(({ amends }) => amends?.root === root)
}
