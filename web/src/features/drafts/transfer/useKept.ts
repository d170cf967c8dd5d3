import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import type { Address } from 'viem'
import { useOutbox } from './useOutbox.ts'

/** Who has confirmed a draft as it is now on this device, but could not pass it on yet. */
export function useKept(view: DraftView): Address | null {
  const { waiting } = useOutbox()
  const confirmations = waiting.filter(each => each.kind === 'confirmation')
  return confirmations.find(({ id, snapshot }) => id === view.id && snapshot === view.snapshot)?.account ?? null
}
