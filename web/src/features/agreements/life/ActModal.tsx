import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { ActView } from '@concordat/sdk/views.ts'
import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../../components/ActionProgress.tsx'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useCarryOut, useSignAct } from './queries.ts'

type ActModalProps = {
  act: ActView
  terms: Agreement
  /** Whether the acting wallet signs first, or only carries out what enough have signed. */
  signs: boolean
  opened: boolean
  onClose: () => void
}

/** Signs an act; with the last signature that is needed, it is carried out at once. */
export function ActModal({ act, terms, signs, opened, onClose }: ActModalProps) {
  const { t } = useTranslation()
  const [sure, setSure] = useState(false)
  // What the window is about stays, also when the act is over and another takes its place.
  const [shown, setShown] = useState(act)
  const sign = useSignAct()
  const carryOut = useCarryOut(terms)
  const { kind } = shown
  const pending = sign.isPending || carryOut.pending
  const waits = sign.isSuccess && sign.data.signatures === null
  const over = waits || carryOut.phase === 'done'
  const close = () => {
    sign.reset()
    carryOut.reset()
    setSure(false)
    onClose()
  }
  const run = () => {
    setShown(act)
    if (!signs) return carryOut.run(act)
    sign.mutate(act, { onSuccess: signed => signed.signatures && carryOut.run(signed) })
  }
  return (
    <Modal opened={opened} onClose={close} title={t(`life.${kind}.title`)} closeOnClickOutside={!pending}>
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
          <Button variant="default" onClick={close} disabled={pending}>
            {over ? t('common.close') : t('common.cancel')}
          </Button>
          {!over && (
            <Button color={kind === 'resume' ? 'harbor' : 'red'} disabled={!sure} loading={pending} onClick={run}>
              {signs ? t(`life.${kind}.sign`) : t('life.carryOut')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
