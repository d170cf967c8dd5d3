import type { DraftSummary } from '@concordat/sdk/drafts/views.ts'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { draftsQuery } from '../../../lib/drafts.ts'
import { useSession } from '../../../lib/session.tsx'

/** The reader's drafts that would change a version in force, while they are negotiated; the last changed first. */
export function useChangesOf(inForce: { root: Hex; digest: Hex } | null): DraftSummary[] {
  const { state } = useSession()
  const drafts = useQuery({ ...draftsQuery, enabled: state === 'signedIn' && inForce !== null })
  const isOpen = ({ state, amends }: DraftSummary) => state === 'negotiating' && amends?.digest === inForce?.digest
  return inForce ? (drafts.data ?? []).filter(isOpen) : []
}
