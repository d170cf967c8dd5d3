import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { useCallback, useMemo } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { useDirectory } from '../../../lib/directory.ts'
import { partyColor } from '../../../lib/palette.ts'
import { AttachmentsProvider } from '../../attachments/AttachmentsContext.tsx'
import { DraftProvider, type OpenDraft } from '../document/DraftContext.tsx'
import type { Connection, Room } from '../document/room.ts'
import { usePresence } from '../document/usePresence.ts'
import { useTermsOf } from '../document/useShared.ts'
import { DraftBody } from './DraftBody.tsx'
import type { DraftTab } from './tabs.ts'

type DraftWorkspaceProps = {
  view: DraftView
  room: Room
  connection: Connection
  account: Address
  tab: DraftTab | null
  onTab: (tab: DraftTab) => void
}

/** Joins what the server says about a draft with the document that everybody edits. */
export function DraftWorkspace({ view, room, connection, account, tab, onTab }: DraftWorkspaceProps) {
  const { terms, edit } = useTermsOf(room.doc)
  const { others, point } = usePresence(room.provider, account)
  const { nameOf } = useDirectory()
  const { seats, amends } = view
  const personOf = useCallback(
    (of: Address) => {
      const place = seats.findIndex(seat => seat.account && isAddressEqual(seat.account, of))
      const seat = seats[place]
      return seat ? { name: seat.party, color: partyColor(place) } : { name: nameOf(of), color: '#5c666a' }
    },
    [seats, nameOf],
  )
  const readOnly = view.state !== 'negotiating'
  const draft = useMemo(
    (): OpenDraft | null =>
      terms && { id: view.id, amends, room, terms, edit, readOnly, account, others, point, personOf },
    [view.id, amends, room, terms, edit, readOnly, account, others, point, personOf],
  )
  if (!draft) return <PageSkeleton />
  return (
    <DraftProvider value={draft}>
      <AttachmentsProvider view={view}>
        <DraftBody view={view} connection={connection} tab={tab} onTab={onTab} />
      </AttachmentsProvider>
    </DraftProvider>
  )
}
