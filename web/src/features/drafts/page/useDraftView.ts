import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { z } from 'zod'
import { ApiError } from '../../../lib/api.ts'
import { describeRefusal } from '../../../lib/messages.ts'
import { readView } from '../document/kept.ts'
import type { Room } from '../document/room.ts'
import { draftQuery } from '../queries.ts'

const Notice = z.object({ event: z.string(), code: z.string().default('Refused'), message: z.string().default('') })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What the server says about a draft; while it cannot be reached, what it said last on this device. */
export function useDraftView(id: Hex, room: Room | null) {
  const queries = useQueryClient()
  const query = useQuery(draftQuery(id))
  const { i18n } = useTranslation()
  // The room outlives a change of language.
  const tell = useRef<(refusal: { code: string; message: string }) => void>(() => {})
  tell.current = refusal => notifications.show({ color: 'red', message: describeRefusal(refusal, i18n.language) })
  const [kept, setKept] = useState<DraftView | null>(null)

  useEffect(() => {
    if (!room) return
    const { provider, stored } = room
    // The room says that something has happened; what, is asked for.
    const hear = ({ payload }: { payload: string }) => {
      const notice = Notice.safeParse(parseJson(payload)).data
      if (notice?.event === 'refused') tell.current(notice)
      else read()
    }
    const read = () => {
      queries.invalidateQueries({ queryKey: ['drafts', 'one', id] })
      queries.invalidateQueries({ queryKey: ['drafts', 'journal', id] })
    }
    provider.on('stateless', hear)
    provider.on('synced', read)
    stored
      .get('view')
      .then(text => setKept(readView(text)))
      .catch(() => setKept(null))
    return () => {
      provider.off('stateless', hear)
      provider.off('synced', read)
    }
  }, [id, room, queries])

  const { data } = query
  useEffect(() => {
    if (data && room) void room.stored.set('view', JSON.stringify(data))
  }, [data, room])

  // The first attempt that fails is enough, and being asked again after it is no news.
  const failure = query.error ?? query.failureReason
  const unreachable = failure instanceof ApiError && failure.code === 'Unreachable'
  const away = unreachable || (query.isPending && query.errorUpdateCount > 0)
  return { view: data ?? (away ? kept : null), query }
}
