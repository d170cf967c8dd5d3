import '@mantine/charts/styles.css'
import { AreaChart, BarChart } from '@mantine/charts'
import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/useFormat.ts'
import type { Slice } from './daily.ts'

type DailyChartProps = { days: Slice[]; unit: string; currency: string }

/** Two charts over the same days, each with an axis of its own. */
export function DailyChart({ days, unit, currency }: DailyChartProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const compact = new Intl.NumberFormat(format.locale, { notation: 'compact', maximumFractionDigits: 1 })
  const data = days.map(day => ({ ...day, label: format.day(day.key) }))
  const shared = {
    data,
    dataKey: 'label',
    gridAxis: 'x' as const,
    tickLine: 'none' as const,
    xAxisProps: { minTickGap: 40 },
    yAxisProps: { width: 56, tickFormatter: (value: number) => compact.format(value) },
  }
  return (
    <Stack component="figure" m={0} gap="lg" aria-label={t('daily.title')}>
      {currency !== '' && (
        <div>
          <Text size="sm" fw={600} mb="xs">
            {t('figure.inUnit', { name: t('daily.revenue'), unit: currency })}
          </Text>
          <BarChart
            {...shared}
            h={200}
            series={[{ name: 'revenue', label: t('daily.revenue'), color: '#2f7f8c' }]}
            valueFormatter={value => format.money(value.toFixed(4), currency)}
            barProps={{ isAnimationActive: false }}
          />
        </div>
      )}
      {unit !== '' && (
        <div>
          <Text size="sm" fw={600} mb="xs">
            {t('figure.inUnit', { name: t('daily.metered'), unit })}
          </Text>
          <AreaChart
            {...shared}
            h={180}
            withDots={false}
            curveType="monotone"
            series={[{ name: 'quantity', label: t('daily.metered'), color: '#e0913a' }]}
            valueFormatter={value => `${format.number(value, 3)} ${unit}`}
            areaProps={{ isAnimationActive: false }}
          />
        </div>
      )}
    </Stack>
  )
}
