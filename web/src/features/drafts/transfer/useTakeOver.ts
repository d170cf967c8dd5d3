import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { keepDraft } from '../document/kept.ts'
import type { Parcel } from './parcel.ts'
import { useOutbox } from './useOutbox.ts'

/** Takes over what another device of the same person passed on: a draft is opened, a signature told to the service. */
export function useTakeOver(parcel: Parcel) {
  const { genesisHash } = useChain()
  const { actor } = useActor()
  const { send } = useOutbox()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (): Promise<boolean> => {
      if (!actor) throw new Error('NobodyActs')
      // What is edited or confirmed here goes out under the name of whoever acts here.
      if (parcel.kind !== 'signature' && !isAddressEqual(parcel.account, actor.address)) {
        throw new Error('ParcelOfAnother')
      }
      if (parcel.kind !== 'draft') return send(parcel)
      await keepDraft({ chain: genesisHash, account: actor.address }, parcel)
      await navigate({ to: '/drafts/$id', params: { id: parcel.id } })
      return true
    },
  })
}
