import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { ActView } from '@concordat/sdk/views.ts'
import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../../components/ActionProgress.tsx'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useCarryOut, useSignAct } from './queries.ts'

/** An act as it was when its window was opened, and whether the acting wallet signs it first or only carries it out. */
export type AskedAct = { act: ActView; signs: boolean }

type ActModalProps = AskedAct & { terms: Agreement; opened: boolean; onClose: () => void }

/** Signs an act; with the last signature that is needed, it is carried out at once. */
export function ActModal({ act, signs, terms, opened, onClose }: ActModalProps) {
  const { t } = useTranslation()
  const [sure, setSure] = useState(false)
  const sign = useSignAct()
  const carryOut = useCarryOut(terms)
  const { kind } = act
  const pending = sign.isPending || carryOut.pending
  const waits = sign.isSuccess && sign.data.signatures === null
  const over = waits || carryOut.phase === 'done'
  // Signed already, and carrying it out failed: only that is tried again.
  const signed = sign.data?.signatures ? sign.data : null
  const run = () => {
    if (signed) return carryOut.run(signed)
    if (!signs) return carryOut.run(act)
    sign.mutate(act, { onSuccess: given => given.signatures && carryOut.run(given) })
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(`life.${kind}.title`)}
      closeOnClickOutside={!pending}
      closeOnEscape={!pending}
      withCloseButton={!pending}
    >
      <Stack gap="lg">
        {!pending && !over && (
          <>
            <Text size="sm">{t(`life.${kind}.lead`)}</Text>
            <Text size="sm" c="dimmed">
              {t(`life.${kind}.note`)}
            </Text>
            <Checkbox
              label={t(`life.${kind}.sure`)}
              checked={sure}
              onChange={event => setSure(event.currentTarget.checked)}
            />
          </>
        )}
        {sign.isError && <ErrorState error={sign.error} />}
        {sign.isPending && <Text size="sm">{t('action.confirming')}</Text>}
        {waits && (
          <Alert role="status" color="green" radius="lg" icon={<IconCheck aria-hidden />} title={t('life.signed')}>
            {t('life.waits')}
          </Alert>
        )}
        <ActionProgress phase={carryOut.phase} error={carryOut.error} doneText={t(`life.${kind}.done`)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={pending}>
            {over ? t('common.close') : t('common.cancel')}
          </Button>
          {!over && (
            <Button color={kind === 'resume' ? 'harbor' : 'red'} disabled={!sure} loading={pending} onClick={run}>
              {signs && !signed ? t(`life.${kind}.sign`) : t('life.carryOut')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
