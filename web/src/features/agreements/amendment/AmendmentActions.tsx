import type { Signer } from '@concordat/sdk/splits/amendmentSignatures.ts'
import type { AgreementView, LeaverSignature, PendingVersion } from '@concordat/sdk/views.ts'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSignature, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ActionProgress } from '../../../components/ActionProgress.tsx'
import { useActor } from '../../../lib/actor.tsx'
import type { ReadableTerms } from '../../../lib/useTerms.ts'
import { DeclineModal } from '../DeclineModal.tsx'
import { SignModal } from '../SignModal.tsx'
import { useAmend, useSignAmendment } from './actions.ts'

type AmendmentActionsProps = {
  agreement: AgreementView
  pending: PendingVersion
  current: ReadableTerms
  next: ReadableTerms
  signers: Signer[]
  kept: LeaverSignature[]
}

/** Sign or decline an amendment, or put it in force once everybody signed. */
export function AmendmentActions({ agreement, pending, current, next, signers, kept }: AmendmentActionsProps) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const [signing, sign] = useDisclosure()
  const [declining, decline] = useDisclosure()
  const amendment = { next: next.terms, current: current.terms, pending, kept }
  const ready = agreement.status === 'effective'
  const signAction = useSignAmendment(amendment, agreement.root, ready)
  const amend = useAmend(amendment)
  const mine = signers.find(each => actor && isAddressEqual(each.account, actor.address))
  const party = next.terms.parties.findIndex(each => actor && isAddressEqual(each.account, actor.address))
  const missing = signers.filter(each => each.signedAt === null)
  const toSign = mine !== undefined && mine.signedAt === null
  const isLast = ready && missing.length === 1 && toSign
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" c="dimmed">
        {!actor
          ? t('sign.nobody')
          : missing.length === 0
            ? t(ready ? 'amendment.complete' : 'amendment.completeFrozen')
            : !mine
              ? t('amendment.notSigner')
              : !toSign
                ? t('amendment.signed')
                : mine.leaves
                  ? t('amendment.leaverLead')
                  : t(isLast ? 'amendment.lastLead' : 'amendment.signLead')}
      </Text>
      {toSign && (
        <Group>
          <Button leftSection={<IconSignature size={18} aria-hidden />} onClick={sign.open}>
            {t('amendment.sign')}
          </Button>
          {party >= 0 && (
            <Button variant="default" leftSection={<IconX size={18} aria-hidden />} onClick={decline.open}>
              {t('amendment.decline')}
            </Button>
          )}
        </Group>
      )}
      {actor && ready && missing.length === 0 && amend.phase === 'idle' && (
        <Button onClick={() => amend.run()}>{t('amendment.carryOut')}</Button>
      )}
      <ActionProgress phase={amend.phase} error={amend.error} doneText={t('amendment.carriedOut')} />
      <SignModal readable={next} digest={pending.digest} action={signAction} opened={signing} onClose={sign.close} />
      <DeclineModal
        readable={next}
        digest={pending.digest}
        party={party}
        lead={t('amendment.declineLead')}
        opened={declining}
        onClose={decline.close}
      />
    </Stack>
  )
}
