import { confirmationTypedData } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useActor } from '../../../lib/actor.tsx'
import { ApiError } from '../../../lib/api.ts'
import { useChain } from '../../../lib/chain.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import { type SignedConfirmation, sendConfirmation } from '../queries.ts'
import { useOutbox } from '../transfer/useOutbox.ts'
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

/** Confirms a draft; while the server is away the confirmation is kept until it is back. */
export function useConfirm(view: DraftView) {
  const { t } = useTranslation()
  const { account, terms } = useDraft()
  const sign = useSignConfirmation(view)
  const { put } = useOutbox()
  return useDraftAction<void>(view.id, async () => {
    const signed = await sign()
    try {
      return await sendConfirmation(view.id, signed)
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'Unreachable')) throw error
      put({ kind: 'confirmation', id: view.id, account, title: terms.title, ...signed })
      notifications.show({ message: t('transfer.kept') })
      return null
    }
  })
}
