import type { ExampleView } from '@concordat/sdk/views.ts'
import { Group, Progress, Stack, Stepper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/useFormat.ts'

const steps = ['agreement', 'signing', 'import', 'settling'] as const

/** How far the example has come. */
export function ExampleProgress({ example }: { example: ExampleView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const active = example.step === 'done' ? steps.length : Math.max(0, steps.indexOf(example.step ?? 'agreement'))
  const percent = example.total === 0 ? 0 : (100 * example.done) / example.total
  return (
    <Stack role="status" aria-live="polite" gap="lg">
      <Stepper active={active} size="sm" iconSize={30} orientation="vertical" hiddenFrom="sm">
        {steps.map(step => (
          <Stepper.Step key={step} label={t(`example.step.${step}`)} loading={step === example.step} />
        ))}
      </Stepper>
      <Stepper active={active} size="sm" iconSize={30} visibleFrom="sm">
        {steps.map(step => (
          <Stepper.Step key={step} label={t(`example.step.${step}`)} loading={step === example.step} />
        ))}
      </Stepper>
      {example.total > 0 && (
        <div>
          <Group justify="space-between" mb={6}>
            <Text size="sm">{t('example.rows')}</Text>
            <Text size="sm" c="dimmed">
              {t('example.rowsDone', { done: format.number(example.done), total: format.number(example.total) })}
            </Text>
          </Group>
          <Progress value={percent} aria-label={t('example.rows')} transitionDuration={400} />
        </div>
      )}
    </Stack>
  )
}
