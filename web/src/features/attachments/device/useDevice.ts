import type { AttachmentsView } from '@concordat/sdk/attachments/views.ts'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { nameOnChain } from '../../../lib/kept.ts'
import { readDevice } from './deviceStore.ts'
import { introduceDevice } from './introduceDevice.ts'

/** Whether this browser can read: not yet known, cannot keep a key, has none, had one that was removed, has one. */
export type Standing = 'asking' | 'unable' | 'none' | 'removed' | 'ready'

const deviceQuery = (name: string) =>
  queryOptions({
    queryKey: ['device', name],
    queryFn: () => readDevice(name),
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // Keys are not copied.
    structuralSharing: false,
  })

/**
 * This browser as a reader of the acting account's attachments. The example's participants make it one by themselves; the owner
 * of a wallet is asked, for it takes a signature.
 */
export function useDevice(list: AttachmentsView | undefined) {
  const { actor, signer } = useActor()
  const { chainId, genesisHash } = useChain()
  const queries = useQueryClient()
  const account = actor?.address
  const name = nameOnChain(genesisHash, `device.${account?.toLowerCase()}`)
  const held = useQuery({ ...deviceQuery(name), enabled: account !== undefined })
  const device = held.data ?? null
  const isKnown = list?.devices.some(
    each => account && isAddressEqual(each.account, account) && each.publicKey === device?.publicKey,
  )
  const standing: Standing =
    held.isError || !('locks' in navigator)
      ? 'unable'
      : held.isPending || !list
        ? 'asking'
        : !device?.introduced
          ? 'none'
          : isKnown
            ? 'ready'
            : 'removed'

  const introduction = useMutation({
    mutationFn: () =>
      introduceDevice({ name, chainId, signer, removed: standing === 'removed' ? (device?.publicKey ?? null) : null }),
    onSuccess: async made => {
      queries.setQueryData(deviceQuery(name).queryKey, made)
      await queries.invalidateQueries({ queryKey: ['drafts', 'attachments'] })
    },
  })
  const { mutate, isIdle, isPending } = introduction
  const silent = standing === 'none' && actor?.kind === 'example' && isIdle
  useEffect(() => {
    if (silent) mutate()
  }, [silent, mutate])

  return {
    device: standing === 'ready' ? device : null,
    // A key that was just signed is not removed because the list is a moment behind.
    standing: isPending || silent ? 'asking' : standing,
    introduction,
  } as const
}

export type DeviceState = ReturnType<typeof useDevice>
