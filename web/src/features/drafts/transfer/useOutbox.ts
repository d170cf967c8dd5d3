import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useActor } from '../../../lib/actor.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { describeError } from '../../../lib/messages.ts'
import { deliver } from './deliver.ts'
import { outboxText, putIntoOutbox, readOutbox, takeFromOutbox, watchOutbox } from './outbox.ts'
import type { SignedParcel } from './parcel.ts'

// Whoever is refused for one of these tries again: the server was away, nobody was signed in, or the wallet was not asked.
const passing = ['Unreachable', 'ChainUnreachable', 'DatabaseUnreachable', 'TooManyRequests', 'SignInNeeded']
const waits = [...passing, 'WalletRefused', 'WrongChain', 'NobodyActs']

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

  /** True when it arrived, false when it waits; throws when it was refused. */
  const send = useCallback(
    async (parcel: SignedParcel): Promise<boolean> => {
      // First of all it is kept: the page may be closed while it is on its way.
      put(parcel)
      try {
        await deliver(parcel, { client, signer, splits: contracts.Splits })
      } catch (error) {
        if (waits.includes(describeError(error, 'en').code)) return false
        drop(parcel)
        throw error
      }
      drop(parcel)
      await queries.invalidateQueries({ queryKey: parcel.kind === 'signature' ? ['index'] : ['drafts'] })
      return true
    },
    [client, signer, contracts.Splits, queries, put, drop],
  )
  return { waiting, put, drop, send }
}
