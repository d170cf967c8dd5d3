import type { SimulatedMonth } from '@concordat/sdk/splits/simulate.ts'
import { Group, Paper, SimpleGrid, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { DivisionChoice } from '../../components/DivisionChoice.tsx'
import { Section } from '../../components/Section.tsx'
import { StackedFigure } from '../../components/StackedFigure.tsx'
import type { Unit } from '../../lib/format.ts'
import { clauseSeries, type Division, receiverSeries } from '../../lib/series.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { useMonthLabel } from './useMonthLabel.ts'

type ResultsProps = { months: SimulatedMonth[]; readable: ReadableTerms; asset: Unit }

/** What every party would get, in all and month by month. */
export function Results({ months, readable, asset }: ResultsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [by, setBy] = useState<Division>('party')
  const monthLabel = useMonthLabel(readable.terms)
  const receivers = receiverSeries(readable).map((series, index) => ({
    ...series,
    total: months.reduce((sum, month) => sum + (month.parties[index] ?? 0n), 0n),
  }))
  const paid = receivers.reduce((sum, receiver) => sum + receiver.total, 0n)
  const share = (total: bigint) => format.share(Number(total), Number(paid))
  return (
    <Section
      title={t('whatIf.result')}
      lead={t('whatIf.resultLead', {
        revenue: format.amount(
          months.reduce((sum, month) => sum + month.revenue, 0n),
          asset,
        ),
        paid: format.amount(paid, asset),
      })}
      actions={<DivisionChoice by={by} onChange={setBy} />}
    >
      <SimpleGrid cols={{ base: 2, md: 4 }} aria-live="polite">
        {receivers.map(receiver => (
          <Paper key={receiver.key} p="md" style={{ borderTop: `4px solid ${receiver.color}` }}>
            <Text size="sm" c="dimmed" lineClamp={2}>
              {receiver.name}
            </Text>
            <Amount value={receiver.total} unit={asset} fz={{ base: 'md', sm: 'xl' }} fw={600} />
            <Text size="sm" c="dimmed">
              {share(receiver.total)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <Group grow>
        <StackedFigure
          caption={t('whatIf.result')}
          unit={asset}
          series={by === 'party' ? receivers : clauseSeries(readable)}
          points={months.map((month, index) => ({
            label: monthLabel(index),
            values: by === 'party' ? month.parties : month.clauses.map(clause => clause.taken),
          }))}
        />
      </Group>
    </Section>
  )
}
