import { DraftView } from '@concordat/sdk/drafts/views.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Hex } from 'viem'
import { ApiError } from '../../../lib/api.ts'
import type { Room } from '../document/room.ts'
import { draftQuery } from '../queries.ts'

/** What the server says about a draft; while it cannot be reached, what it said last on this device. */
export function useDraftView(id: Hex, room: Room | null) {
  const queries = useQueryClient()
  const query = useQuery(draftQuery(id))
  const [kept, setKept] = useState<DraftView | null>(null)

  useEffect(() => {
    if (!room) return
    const { provider, stored } = room
    // The room says that something has happened; what, is asked for.
    const read = () => {
      queries.invalidateQueries({ queryKey: ['drafts', 'one', id] })
      queries.invalidateQueries({ queryKey: ['drafts', 'journal', id] })
    }
    provider.on('stateless', read)
    provider.on('synced', read)
    stored
      .get('view')
      .then(text => setKept(typeof text === 'string' ? DraftView.parse(JSON.parse(text)) : null))
      .catch(() => setKept(null))
    return () => {
      provider.off('stateless', read)
      provider.off('synced', read)
    }
  }, [id, room, queries])

  const { data } = query
  useEffect(() => {
    if (data && room) void room.stored.set('view', JSON.stringify(data))
  }, [data, room])

  const unreachable = query.error instanceof ApiError && query.error.code === 'Unreachable'
  return { view: data ?? (unreachable ? kept : null), query }
}
