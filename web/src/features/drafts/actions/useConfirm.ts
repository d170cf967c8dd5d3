import { confirmationTypedData } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { useActor } from '../../../lib/actor.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { type SignedConfirmation, sendConfirmation } from '../queries.ts'
import { useDraftAction } from './useDraftAction.ts'

/** Signs the terms of a draft as they are now, together with the journal that led to them. */
export function useSignConfirmation(view: DraftView): () => Promise<SignedConfirmation> {
  const { signer } = useActor()
  const { chainId } = useChain()
  return async () => {
    const { snapshot, journalHead: journal } = view
    const wallet = await signer()
    const signature = await wallet.signTypedData(confirmationTypedData({ draft: view.id, snapshot, journal }, chainId))
    return { snapshot, journal, signature }
  }
}

/** Confirms a draft. */
export function useConfirm(view: DraftView) {
  const sign = useSignConfirmation(view)
  return useDraftAction<void>(view.id, async () => sendConfirmation(view.id, await sign()))
}
