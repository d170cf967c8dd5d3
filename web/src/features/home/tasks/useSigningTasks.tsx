import type { AgreementSummary, BegunActView } from '@concordat/sdk/views.ts'
import { IconPlayerStop, IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { useDirectory } from '../../../lib/directory.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { nowSeconds } from '../../../lib/waiting.ts'
import type { TaskItem } from '../Task.tsx'
import type { Concerns } from '../useConcerns.ts'

/** Agreements, amendments and acts that wait for the reader's signature. */
export function useSigningTasks({ account: { address, agreements }, amendments, acts }: Concerns): TaskItem[] {
  const { t } = useTranslation()
  const format = useFormat()
  const { businessOf } = useDirectory()
  const isMine = (signer: { account: `0x${string}` }) => isAddressEqual(signer.account, address)
  const page = (root: AgreementSummary['root']) => ({ to: '/agreements/$root', params: { root } }) as const
  const signature = <IconSignature size={20} aria-hidden />
  const toSign = agreements.filter(
    ({ status, signBy, parties }) =>
      status === 'proposed' && signBy >= nowSeconds() && parties.some(party => isMine(party) && !party.signed),
  )
  const toAmend = amendments.filter(({ missing }) => missing.some(isMine))
  const toAct = acts.flatMap(act => {
    const need = needOf(act, isMine)
    return need ? [{ act, need }] : []
  })
  return [
    ...toSign.map(({ root, business, signBy }) => ({
      key: root,
      icon: signature,
      title: t('home.toSign', { name: businessOf(business) }),
      text: t('home.toSignText', { date: format.dateTime(signBy) }),
      link: page(root),
      label: t('home.review'),
    })),
    ...toAmend.map(({ agreement, pending }) => ({
      key: pending.digest,
      icon: signature,
      title: t('home.toAmend', { name: businessOf(agreement.business) }),
      text: t('home.toSignText', { date: format.dateTime(pending.signBy) }),
      link: page(agreement.root),
      label: t('home.review'),
    })),
    ...toAct.map(({ act, need }) => ({
      key: act.hash,
      icon: <IconPlayerStop size={20} aria-hidden />,
      title: t(`home.act.${act.kind}`, { name: businessOf(act.business) }),
      text: t(`home.actText.${need}`, { given: givenOf(act), needed: act.needed }),
      link: page(act.root),
      label: t('home.open'),
    })),
  ]
}

const givenOf = ({ signers }: BegunActView) => signers.filter(({ signedAt }) => signedAt !== null).length

type IsMine = (signer: BegunActView['signers'][number]) => boolean

function needOf({ signers, signatures }: BegunActView, isMine: IsMine): 'sign' | 'carryOut' | null {
  if (signatures) return 'carryOut'
  return signers.some(signer => isMine(signer) && signer.signedAt === null) ? 'sign' : null
}
