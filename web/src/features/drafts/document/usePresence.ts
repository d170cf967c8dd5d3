import type { HocuspocusProvider } from '@hocuspocus/provider'
import { useCallback, useEffect, useState } from 'react'
import type { Address } from 'viem'
import { z } from 'zod'

const State = z.object({ account: z.custom<Address>(), at: z.string().nullable() })

/** Somebody else who has the draft open, and the field they are in. */
export type Presence = { client: number; account: Address; at: string | null }

/** Who else is here, and how to say where we are. */
export function usePresence(provider: HocuspocusProvider, account: Address | null) {
  const { awareness } = provider
  const [others, setOthers] = useState<Presence[]>([])

  useEffect(() => {
    if (!awareness) return
    const read = () => {
      const next: Presence[] = []
      for (const [client, state] of awareness.getStates()) {
        const known = State.safeParse(state)
        if (known.success && client !== awareness.clientID) next.push({ client, ...known.data })
      }
      // Signs of life come all the time; what nobody moved is the same list.
      setOthers(before => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    awareness.on('change', read)
    read()
    return () => awareness.off('change', read)
  }, [awareness])

  useEffect(() => {
    awareness?.setLocalStateField('account', account)
    awareness?.setLocalStateField('at', null)
  }, [awareness, account])

  const point = useCallback((at: string | null) => awareness?.setLocalStateField('at', at), [awareness])
  return { others, point }
}
