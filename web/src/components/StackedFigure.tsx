import { Box, SegmentedControl, Skeleton, Stack } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../lib/format.ts'
import { StackedTable } from './StackedTable.tsx'

const StackedChart = lazy(() => import('./StackedChart.tsx').then(module => ({ default: module.StackedChart })))

export type Series = { key: string; name: string; color: string }
export type Point = { label: string; values: bigint[] }
export type StackedProps = { caption: string; unit: Unit; series: Series[]; points: Point[] }

/** Amounts over time, stacked: as a chart, or as the same figures in a table. */
export function StackedFigure(props: StackedProps) {
  const { t } = useTranslation()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  return (
    <Stack component="figure" m={0} gap="md" aria-label={props.caption}>
      <Box style={{ alignSelf: 'flex-end' }}>
        <SegmentedControl
          size="xs"
          aria-label={t('figure.view')}
          value={view}
          onChange={value => setView(value as 'chart' | 'table')}
          data={[
            { value: 'chart', label: t('common.chart') },
            { value: 'table', label: t('common.table') },
          ]}
        />
      </Box>
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
