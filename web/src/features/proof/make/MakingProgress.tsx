import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StepProgress } from './messages.ts'
import { percentOf } from './percentOf.ts'

type MakingProgressProps = { progress: StepProgress; onCancel: () => void }

/** How far the making is and what is done now, and the way out of it. */
export function MakingProgress({ progress, onCancel }: MakingProgressProps) {
  const { t } = useTranslation()
  const percent = percentOf(progress)
  return (
    <Stack gap="xs" w="100%" maw={480}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" role="status">
          {t(`proof.step.${progress.step}`)}
        </Text>
        <Text size="sm" className="number">
          {percent} %
        </Text>
      </Group>
      <Progress value={percent} aria-label={t('proof.making')} />
      <Group>
        <Button size="compact-sm" variant="subtle" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
