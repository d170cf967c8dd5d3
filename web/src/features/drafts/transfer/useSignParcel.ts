import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { useSignConfirmation } from '../actions/useConfirm.ts'
import { useDraft } from '../document/DraftContext.tsx'
import type { SignedParcel } from './parcel.ts'

/** Signs what the draft waits for on this device, to be passed on by another one. */
export function useSignParcel(view: DraftView): {
  kind: 'confirmation' | 'signature' | 'none'
  run: () => Promise<SignedParcel>
} {
  const { chainId, contracts } = useChain()
  const { signer } = useActor()
  const { terms, account } = useDraft()
  const confirm = useSignConfirmation(view)
  const { title } = terms
  const { proposal } = view
  if (view.state === 'negotiating') {
    const run = async (): Promise<SignedParcel> => ({
      ...{ kind: 'confirmation', id: view.id, account, title },
      ...(await confirm()),
    })
    return { kind: 'confirmation', run }
  }
  const isListed = proposal && decodeTerms(proposal.terms).parties.some(each => isAddressEqual(each.account, account))
  // Whoever a change leaves out signs on the agreement's page: the server keeps that signature, not the chain.
  if (view.state === 'proposed' && isListed) {
    const run = async (): Promise<SignedParcel> => {
      const agreement = decodeTerms(proposal.terms)
      const party = agreement.parties.findIndex(each => isAddressEqual(each.account, account))
      const wallet = await signer()
      const signature = await wallet.signTypedData(agreementTypedData(agreement, chainId, contracts.Splits))
      return { kind: 'signature', title, terms: proposal.terms, digest: proposal.digest, party, signature }
    }
    return { kind: 'signature', run }
  }
  return {
    kind: 'none',
    run: () => {
      throw new Error('NothingToSign')
    },
  }
}
