import type { DraftSummary, WaitingView } from '@concordat/sdk/drafts/views.ts'
import { IconFilePencil, IconMailOpened } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { useDirectory } from '../../../lib/directory.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import type { TaskItem } from '../Task.tsx'
import type { Concerns } from '../useConcerns.ts'

/** Invitations to accept, and drafts that the reader holds up. */
export function useDraftTasks({ account, invitations, drafts }: Concerns): TaskItem[] {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const invited = invitations.map(({ token, title, party, invitedBy, expiresAt }) => ({
    key: token,
    icon: <IconMailOpened size={20} aria-hidden />,
    title: t('home.toAccept', { title: title || t('draft.untitled') }),
    text: t('home.toAcceptText', { name: nameOf(invitedBy.account), party, date: format.dateTime(expiresAt) }),
    link: { to: '/invitations/$token', params: { token } } as const,
    label: t('home.look'),
  }))
  const mine = drafts.flatMap(draft => {
    const need = needOf(draft, account.address)
    return need ? [{ draft, need }] : []
  })
  return [
    ...invited,
    ...mine.map(
      ({ draft, need }): TaskItem => ({
        key: draft.id,
        icon: <IconFilePencil size={20} aria-hidden />,
        title: t(`home.draft.${need}`, { title: draft.title || t('draft.untitled') }),
        text: t(`home.draftText.${need}`, { names: format.list(emptyOf(draft)) }),
        link: {
          to: '/drafts/$id',
          params: { id: draft.id },
          search: need === 'invitation' ? { tab: 'people' as const } : {},
        } as const,
        label: t('home.open'),
        calm: need === 'completion',
      }),
    ),
  ]
}

/** What a draft needs of the account; empty seats are offered by whoever started it. */
function needOf({ waitingFor, drafter }: DraftSummary, account: `0x${string}`): WaitingView['for'] | null {
  const own = waitingFor.find(each => each.account && isAddressEqual(each.account, account))
  if (own) return own.for
  const isDrafter = isAddressEqual(drafter, account)
  return isDrafter && waitingFor.some(each => each.for === 'invitation') ? 'invitation' : null
}

const emptyOf = ({ waitingFor }: DraftSummary) =>
  waitingFor.filter(each => each.for === 'invitation').map(({ party }) => party)
