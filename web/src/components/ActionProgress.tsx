import { Alert, Loader, Stack, Text, ThemeIcon, Timeline } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Phase } from '../lib/useTransaction.ts'
import { ErrorState } from './ErrorState.tsx'

type ActionProgressProps = { phase: Phase; error: unknown; doneText: string }

const order: Phase[] = ['confirming', 'recording', 'showing', 'done']

/** Shows how far an action has come, and how it ended. */
export function ActionProgress({ phase, error, doneText }: ActionProgressProps) {
  const { t } = useTranslation()
  if (error) return <ErrorState error={error} />
  if (phase === 'idle') return null
  if (phase === 'done') {
    return <Alert role="status" color="green" radius="lg" icon={<IconCheck aria-hidden />} title={doneText} />
  }
  const current = order.indexOf(phase)
  return (
    <Stack role="status" aria-live="polite">
      <Timeline active={current} bulletSize={24} lineWidth={2}>
        {(['confirming', 'recording', 'showing'] as const).map((step, index) => (
          <Timeline.Item
            key={step}
            title={<Text size="sm">{t(`action.${step}`)}</Text>}
            bullet={
              index < current ? (
                <ThemeIcon size={22} radius="xl">
                  <IconCheck size={14} aria-hidden />
                </ThemeIcon>
              ) : index === current ? (
                <Loader size={12} color="white" />
              ) : null
            }
          />
        ))}
      </Timeline>
    </Stack>
  )
}
