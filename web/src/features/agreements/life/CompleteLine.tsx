import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../../components/ActionProgress.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { useComplete } from './queries.ts'

/** Pays out an agreement whose time is over. */
export function CompleteLine({ terms }: { terms: Agreement }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const [opened, { open, close }] = useDisclosure()
  const action = useComplete(terms)
  const end = () => {
    action.reset()
    close()
  }
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 280px', minWidth: 0 }}>
        <Text fw={600}>{t('life.complete.title')}</Text>
        <Text size="sm" c="dimmed">
          {t('life.complete.lead')}
        </Text>
      </div>
      {actor && (
        <Button variant="default" onClick={open}>
          {t('life.complete.run')}
        </Button>
      )}
      <Modal opened={opened} onClose={end} title={t('life.complete.title')} closeOnClickOutside={!action.pending}>
        <Stack gap="lg">
          {action.phase === 'idle' && <Text size="sm">{t('life.complete.note')}</Text>}
          <ActionProgress phase={action.phase} error={action.error} doneText={t('life.complete.done')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={end} disabled={action.pending}>
              {action.phase === 'done' ? t('common.close') : t('common.cancel')}
            </Button>
            {action.phase === 'idle' && <Button onClick={() => action.run()}>{t('life.complete.run')}</Button>}
          </Group>
        </Stack>
      </Modal>
    </Group>
  )
}
