import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useActor } from '../../../lib/actor.tsx'

/** Says that an agreement's time is over, and offers to pay it out. */
export function CompleteLine({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 280px', minWidth: 0 }}>
        <Text fw={600}>{t('life.complete.title')}</Text>
        <Text size="sm" c="dimmed">
          {t('life.complete.lead')}
        </Text>
      </div>
      {actor && (
        <Button variant="default" onClick={onOpen}>
          {t('life.complete.run')}
        </Button>
      )}
    </Group>
  )
}
