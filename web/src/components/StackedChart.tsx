import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import { formatUnits } from 'viem'
import { useFormat } from '../lib/useFormat.ts'
import type { StackedProps } from './StackedFigure.tsx'

/** Amounts over time as stacked bars. Numbers are rounded for drawing only; the tooltip shows them exactly. */
export function StackedChart({ unit, series, points }: StackedProps) {
  const format = useFormat()
  const exact = (value: number) => BigInt(Math.round(value * 10 ** unit.decimals))
  return (
    <BarChart
      h={340}
      type="stacked"
      dataKey="label"
      data={points.map(point => ({
        label: point.label,
        ...Object.fromEntries(
          series.map((each, index) => [each.key, Number(formatUnits(point.values[index] ?? 0n, unit.decimals))]),
        ),
      }))}
      series={series.map(each => ({ name: each.key, label: each.name, color: each.color }))}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      maxBarWidth={44}
      gridAxis="x"
      tickLine="none"
      yAxisProps={{
        width: 64,
        tickFormatter: value => format.amount(exact(value), unit, { compact: true, bare: true }),
      }}
      valueFormatter={value => format.amount(exact(value), unit)}
      barProps={{ isAnimationActive: false }}
    />
  )
}
