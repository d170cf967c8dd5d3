import { reasonOf } from '@concordat/sdk/errors/reasonOf.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useActor } from '../../../lib/actor.tsx'
import { ApiError } from '../../../lib/api.ts'
import { useChain } from '../../../lib/chain.tsx'
import { describeError } from '../../../lib/messages.ts'
import { deliver } from './deliver.ts'
import { inTurn, outboxText, putIntoOutbox, readOutbox, takeFromOutbox, watchOutbox } from './outbox.ts'
import type { SignedParcel } from './parcel.ts'

const patienceMilliseconds = 70_000

/** Whether the server or the contract has said no. Whatever else went wrong may go well the next time. */
const isRefusal = (error: unknown) =>
  error instanceof ApiError
    ? error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status)
    : reasonOf(error) !== null

const isAway = (error: unknown) => describeError(error, 'en').code === 'Unreachable'

/** What was signed on this device or taken over, and waits to be passed on to the server or the chain. */
export function useOutbox() {
  const { client, contracts, genesisHash } = useChain()
  const { signer } = useActor()
  const queries = useQueryClient()
  const text = useSyncExternalStore(
    watchOutbox,
    useCallback(() => outboxText(genesisHash), [genesisHash]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what is read
  const waiting = useMemo(() => readOutbox(genesisHash), [genesisHash, text])

  const put = useCallback((parcel: SignedParcel) => putIntoOutbox(genesisHash, parcel), [genesisHash])
  const drop = useCallback((parcel: SignedParcel) => takeFromOutbox(genesisHash, parcel), [genesisHash])

  const pass = useCallback(
    async (parcel: SignedParcel): Promise<boolean> => {
      // First of all it is kept: the page may be closed while it is on its way.
      put(parcel)
      try {
        await Promise.race([deliver(parcel, { client, signer, splits: contracts.Splits }), tooLong()])
      } catch (error) {
        if (isAway(error)) return false
        if (isRefusal(error)) drop(parcel)
        throw error
      }
      drop(parcel)
      void queries.invalidateQueries({ queryKey: parcel.kind === 'signature' ? ['index'] : ['drafts'] })
      return true
    },
    [client, signer, contracts.Splits, queries, put, drop],
  )
  /** True when it arrived, false while the server is away; throws when it was refused or something else went wrong. */
  const send = useCallback((parcel: SignedParcel) => inTurn(() => pass(parcel)), [pass])
  /** Passes on what is still there when its turn comes; tells what became of each. */
  const sendAll = useCallback(
    (which: (parcel: SignedParcel) => boolean, tell: (parcel: SignedParcel, outcome: Outcome) => void) =>
      inTurn(async () => {
        for (const parcel of readOutbox(genesisHash).filter(which)) {
          const outcome = await pass(parcel).catch(failure => isRefusal(failure) && { refusal: failure })
          if (outcome) tell(parcel, outcome)
        }
      }),
    [genesisHash, pass],
  )
  return { waiting, put, drop, send, sendAll }
}

/** That a parcel arrived, or why it never will. */
export type Outcome = true | { refusal: unknown }

/** A server that takes the request and never answers is as good as away. */
function tooLong(): Promise<never> {
  const error = new ApiError(0, { code: 'Unreachable', message: 'No answer' })
  return new Promise((_, reject) => setTimeout(() => reject(error), patienceMilliseconds))
}
