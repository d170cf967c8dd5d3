import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useActor } from '../../../lib/actor.tsx'
import { ApiError } from '../../../lib/api.ts'
import { useChain } from '../../../lib/chain.tsx'
import { putIntoOutbox, readOutbox, takeFromOutbox } from './outbox.ts'
import type { Parcel } from './parcel.ts'
import { deliver } from './receive.ts'

const retryMilliseconds = 8000

const isUnreachable = (error: unknown) =>
  (error instanceof ApiError && error.code === 'Unreachable') || /HttpRequestError/.test(String((error as Error)?.name))

/** Passes parcels on: at once, or as soon as the server answers again. */
export function useOutbox() {
  const { client, contracts } = useChain()
  const { signer } = useActor()
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState(readOutbox)

  /** True when it arrived, false when it waits; throws when it was refused. */
  const send = useCallback(
    async (parcel: Parcel): Promise<boolean> => {
      try {
        await deliver(parcel, { client, signer, splits: contracts.Splits })
        takeFromOutbox(parcel)
        await queries.invalidateQueries({ queryKey: ['drafts'] })
        return true
      } catch (error) {
        if (!isUnreachable(error)) {
          takeFromOutbox(parcel)
          throw error
        }
        putIntoOutbox(parcel)
        return false
      } finally {
        setWaiting(readOutbox())
      }
    },
    [client, signer, contracts.Splits, queries],
  )

  const count = waiting.length
  useEffect(() => {
    if (count === 0) return
    const timer = setInterval(async () => {
      for (const parcel of readOutbox()) await send(parcel).catch(() => false)
    }, retryMilliseconds)
    return () => clearInterval(timer)
  }, [count, send])

  return { waiting, send }
}
