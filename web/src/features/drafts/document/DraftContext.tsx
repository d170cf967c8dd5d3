import type { AmendsView } from '@concordat/sdk/drafts/amendsViews.ts'
import { createContext, useContext } from 'react'
import type { Address } from 'viem'
import type { DraftTerms } from './model.ts'
import type { Room } from './room.ts'
import type { Presence } from './usePresence.ts'

/** The draft that is being edited, for everything on its page. */
export type OpenDraft = {
  id: string
  room: Room
  terms: DraftTerms
  edit: (change: (terms: DraftTerms) => void) => void
  /** Which terms in force the draft changes; null for one of a new agreement. */
  amends: AmendsView | null
  /** Proposed and withdrawn drafts are only read. */
  readOnly: boolean
  /** Who acts, and who else is here. */
  account: Address
  others: Presence[]
  /** Says which field we are in. */
  point: (path: string | null) => void
  /** The name and colour of somebody at a seat. */
  personOf: (account: Address) => { name: string; color: string }
}

const Context = createContext<OpenDraft | null>(null)
export const DraftProvider = Context.Provider

/** The draft whose page this is. */
export function useDraft(): OpenDraft {
  const draft = useContext(Context)
  if (!draft) throw new Error('useDraft outside of DraftProvider')
  return draft
}
