import type { DraftView, InvitationLink, InvitationView, JournalView } from '@concordat/sdk/drafts/views.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { queryOptions } from '@tanstack/react-query'
import type { Address, Hex } from 'viem'
import { deleteJson, getJson, postJson, queryString } from '../../lib/api.ts'

// Keys begin with `drafts`: signing in as somebody else forgets them all.

export const draftQuery = (id: Hex) =>
  queryOptions({
    queryKey: ['drafts', 'one', id],
    queryFn: ({ signal }) => getJson<DraftView>(`/drafts/${id}`, signal),
    // What becomes of proposed terms happens on the chain.
    refetchInterval: query => (query.state.data?.state === 'proposed' ? 4_000 : false),
  })

export const journalQuery = (id: Hex) =>
  queryOptions({
    queryKey: ['drafts', 'journal', id],
    queryFn: ({ signal }) => getJson<JournalView>(`/drafts/${id}/journal`, signal),
  })

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['drafts', 'invitation', token],
    queryFn: ({ signal }) => getJson<InvitationView>(`/invitations/${encodeURIComponent(token)}`, signal),
  })

export const createDraft = (terms: SplitsTermsFile, seat: string) => postJson<DraftView>('/drafts', { terms, seat })

type Language = 'en' | 'zh'

/** Starts a draft that changes the terms in force of an agreement. */
export const amendAgreement = (root: Hex, language: Language) =>
  postJson<DraftView>('/drafts', { amends: root, language })

/** Starts a draft with the text of one that came to nothing. */
export const restartDraft = (id: Hex, language: Language) => postJson<DraftView>('/drafts', { restarts: id, language })

export const acceptInvitation = (token: string) =>
  postJson<DraftView>(`/invitations/${encodeURIComponent(token)}/accept`)

export const invite = (id: Hex, party: string, address: Address | null) =>
  postJson<InvitationLink>(`/drafts/${id}/invitations`, { party, ...(address ? { address } : {}) })

/** Empties a seat; the draft, or null for whoever left it. */
export const emptySeat = async (id: Hex, seat: string, reason?: string): Promise<DraftView | null> => {
  const path = `/drafts/${id}/seats/${encodeURIComponent(seat)}${queryString({ reason })}`
  return (await deleteJson<{ draft: DraftView | null }>(path)).draft
}

/** A confirmation as it is sent, and passed from one device to another. */
export type SignedConfirmation = { snapshot: Hex; journal: Hex; signature: Hex }

export const sendConfirmation = (id: Hex, confirmation: SignedConfirmation) =>
  postJson<DraftView>(`/drafts/${id}/confirmations`, confirmation)

export const withdrawConfirmation = (id: Hex) => deleteJson<DraftView>(`/drafts/${id}/confirmations`)

export const objectTo = (id: Hex, text: string) => postJson<DraftView>(`/drafts/${id}/objections`, { text })

export const recordProposal = (id: Hex, digest: Hex, terms: Hex) =>
  postJson<DraftView>(`/drafts/${id}/proposed`, { digest, terms })

export const withdrawDraft = (id: Hex, reason: string) => postJson<DraftView>(`/drafts/${id}/withdraw`, { reason })
