import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { HexText } from '../../../components/HexText.tsx'
import type { Preview } from '../document/usePreview.ts'
import { ReadTerms } from './ReadTerms.tsx'
import { useConfirm } from './useConfirm.ts'

type ConfirmModalProps = { view: DraftView; preview: Preview; opened: boolean; onClose: () => void }

/** Shows what is confirmed once more, then signs it. */
export function ConfirmModal({ view, preview, opened, onClose }: ConfirmModalProps) {
  const { t } = useTranslation()
  const [read, setRead] = useState(false)
  const confirm = useConfirm(view)
  const close = () => {
    confirm.reset()
    setRead(false)
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('draft.act.confirmTitle')}
      size="lg"
      closeOnClickOutside={!confirm.isPending}
    >
      <Stack gap="lg">
        <Text size="sm">{t('draft.act.confirmLead')}</Text>
        <ReadTerms preview={preview} />
        <Group gap="lg">
          <Text size="sm" c="dimmed">
            {t('draft.act.snapshot')} <HexText value={view.snapshot} label={t('draft.act.snapshot')} />
          </Text>
          <Text size="sm" c="dimmed">
            {t('draft.act.journal')} <HexText value={view.journalHead} label={t('draft.act.journal')} />
          </Text>
        </Group>
        <Checkbox label={t('sign.read')} checked={read} onChange={event => setRead(event.currentTarget.checked)} />
        {confirm.isError && <ErrorState error={confirm.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={confirm.isPending}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={!read}
            loading={confirm.isPending}
            onClick={() => confirm.mutate(undefined, { onSuccess: close })}
          >
            {t('draft.act.confirmNow')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
