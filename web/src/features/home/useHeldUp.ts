import type { WaitingView } from '@concordat/sdk/drafts/views.ts'
import type { LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { useDirectory } from '../../lib/directory.ts'
import { nowSeconds } from '../../lib/waiting.ts'
import type { Concerns } from './useConcerns.ts'

/** Something that cannot go on without others. */
export type HeldUpItem = {
  key: string
  title: string
  what: string
  link: LinkProps
  waitingFor: WaitingView[]
  /** What the reader is called among those it waits for. */
  you: string
}

/** What the reader takes part in and others hold up. */
export function useHeldUp({ account: { address, agreements }, drafts, amendments, acts }: Concerns): HeldUpItem[] {
  const { t } = useTranslation()
  const { nameOf, businessOf } = useDirectory()
  const page = (root: Address) => ({ to: '/agreements/$root', params: { root } }) as const
  const you = nameOf(address)
  const toSign = (signers: { account: Address }[]): WaitingView[] =>
    signers.map(({ account }) => ({ account, party: nameOf(account), for: 'signature' }))
  const items: HeldUpItem[] = [
    ...agreements
      .filter(({ status, signBy }) => status === 'proposed' && signBy >= nowSeconds())
      .map(({ root, business, parties }) => ({
        ...{ key: root, title: businessOf(business), what: t('status.proposed'), link: page(root), you },
        waitingFor: toSign(parties.filter(({ signed }) => !signed)),
      })),
    ...amendments.map(({ agreement, pending, missing }) => ({
      ...{ key: pending.digest, title: businessOf(agreement.business), what: t('home.amendment') },
      ...{ link: page(agreement.root), waitingFor: toSign(missing), you },
    })),
    ...acts
      .filter(({ signatures }) => signatures === null)
      .map(({ hash, kind, root, business, signers }) => ({
        ...{ key: hash, title: businessOf(business), what: t(`life.${kind}.title`), link: page(root), you },
        waitingFor: toSign(signers.filter(({ signedAt }) => signedAt === null)),
      })),
    ...drafts.map(draft => ({
      ...{ key: draft.id, title: draft.title || t('draft.untitled'), what: t('home.draftBy', { party: draft.you }) },
      ...{
        link: { to: '/drafts/$id', params: { id: draft.id } } as const,
        waitingFor: draft.waitingFor,
        you: draft.you,
      },
    })),
  ]
  const isOther = ({ account }: WaitingView) => account === null || !isAddressEqual(account, address)
  return items.filter(({ waitingFor }) => waitingFor.some(isOther))
}
