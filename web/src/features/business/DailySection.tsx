import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { RowView } from '@concordat/sdk/views.ts'
import { Group, Skeleton } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Section } from '../../components/Section.tsx'
import { type View, ViewChoice } from '../../components/ViewChoice.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { type Slice, sliceRows, unitsOf } from './daily.ts'

const DailyChart = lazy(() => import('./DailyChart.tsx').then(module => ({ default: module.DailyChart })))

const ranges = ['31', '92', 'all'] as const
type DailySectionProps = { progress: UseQueryResult<RowView[]>; bills: UseQueryResult<RowView[]> }

/** Metering and revenue day by day, or month by month as a table. */
export function DailySection({ progress, bills }: DailySectionProps) {
  const { t } = useTranslation()
  const [range, setRange] = useState<(typeof ranges)[number]>('92')
  const [view, setView] = useState<View>('chart')
  const days = useMemo(() => sliceRows(progress.data ?? [], bills.data ?? [], 10), [progress.data, bills.data])
  const months = useMemo(() => sliceRows(progress.data ?? [], bills.data ?? [], 7), [progress.data, bills.data])
  const units = unitsOf(progress.data ?? [], bills.data ?? [])
  const error = progress.error ?? bills.error
  const pending = progress.isPending || bills.isPending
  return (
    <Section
      title={t('daily.title')}
      lead={t('daily.lead')}
      actions={
        days.length > 0 && (
          <Group gap="xs">
            {view === 'chart' && (
              <Choice
                label={t('daily.range')}
                value={range}
                onChange={setRange}
                options={ranges.map(each => [each, t(`daily.ranges.${each}`)] as const)}
              />
            )}
            <ViewChoice view={view} onChange={setView} />
          </Group>
        )
      }
    >
      {error ? (
        <ErrorState error={error} retry={() => Promise.all([progress.refetch(), bills.refetch()])} />
      ) : pending ? (
        <Skeleton height={320} radius="lg" />
      ) : days.length === 0 ? (
        <Empty icon={<IconChartBar aria-hidden />} title={t('rows.empty')} text={t('rows.emptyText')} />
      ) : view === 'chart' ? (
        <Suspense fallback={<Skeleton height={320} radius="lg" />}>
          <DailyChart days={range === 'all' ? days : days.slice(-Number(range))} {...units} />
        </Suspense>
      ) : (
        <MonthTable months={months} {...units} />
      )}
    </Section>
  )
}

function MonthTable({ months, unit, currency }: { months: Slice[]; unit: string; currency: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <DataTable
      caption={t('daily.title')}
      rows={months}
      keyOf={row => row.key}
      pageSize={24}
      columns={[
        {
          key: 'month',
          label: t('months.month'),
          render: row => format.month(parseMonth(row.key)),
          sort: row => row.key,
        },
        {
          key: 'quantity',
          label: t('daily.metered'),
          align: 'right',
          render: row => `${format.number(row.quantity, 3)} ${unit}`,
          sort: row => row.quantity,
        },
        {
          key: 'revenue',
          label: t('daily.revenue'),
          align: 'right',
          render: row => format.money(row.revenue.toFixed(4), currency),
          sort: row => row.revenue,
        },
      ]}
    />
  )
}
