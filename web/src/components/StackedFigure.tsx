import { Group, Skeleton, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../lib/format.ts'
import type { Series } from '../lib/series.ts'
import { StackedTable } from './StackedTable.tsx'
import { type View, ViewChoice } from './ViewChoice.tsx'

const StackedChart = lazy(() => import('./StackedChart.tsx').then(module => ({ default: module.StackedChart })))

export type Point = { label: string; values: bigint[] }
export type StackedProps = { caption: string; unit: Unit; series: Series[]; points: Point[] }

/** Amounts over time, stacked: as a chart, or as the same figures in a table. */
export function StackedFigure(props: StackedProps) {
  const { t } = useTranslation()
  const [view, setView] = useState<View>('chart')
  return (
    <Stack component="figure" m={0} gap="md" aria-label={props.caption}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('figure.amountsIn', { currency: props.unit.symbol })}
        </Text>
        <ViewChoice view={view} onChange={setView} />
      </Group>
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton height={320} radius="lg" />}>
          <StackedChart {...props} />
        </Suspense>
      ) : (
        <StackedTable {...props} />
      )}
    </Stack>
  )
}
