import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../../components/ActionProgress.tsx'
import { useComplete } from './queries.ts'

type CompleteModalProps = { terms: Agreement; opened: boolean; onClose: () => void }

/** Pays out an agreement whose time is over, and says when it is done. */
export function CompleteModal({ terms, opened, onClose }: CompleteModalProps) {
  const { t } = useTranslation()
  const action = useComplete(terms)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('life.complete.title')}
      closeOnClickOutside={!action.pending}
      closeOnEscape={!action.pending}
      withCloseButton={!action.pending}
    >
      <Stack gap="lg">
        {action.phase === 'idle' && <Text size="sm">{t('life.complete.note')}</Text>}
        <ActionProgress phase={action.phase} error={action.error} doneText={t('life.complete.done')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={action.pending}>
            {action.phase === 'done' ? t('common.close') : t('common.cancel')}
          </Button>
          {action.phase === 'idle' && <Button onClick={() => action.run()}>{t('life.complete.run')}</Button>}
        </Group>
      </Stack>
    </Modal>
  )
}
