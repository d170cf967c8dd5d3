import type { SimulatedMonth } from '@concordat/sdk/splits/simulate.ts'
import { Group, Paper, SegmentedControl, SimpleGrid, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { Section } from '../../components/Section.tsx'
import { StackedFigure } from '../../components/StackedFigure.tsx'
import { receiverName } from '../../lib/clauses/words.ts'
import type { Unit } from '../../lib/format.ts'
import { clauseColor, partyColor } from '../../lib/palette.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { useMonthLabel } from './useMonthLabel.ts'

type ResultsProps = { months: SimulatedMonth[]; readable: ReadableTerms; asset: Unit }

/** What every party would get, in all and month by month. */
export function Results({ months, readable, asset }: ResultsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [by, setBy] = useState<'party' | 'clause'>('party')
  const { terms, words, text } = readable
  const monthLabel = useMonthLabel(terms)
  const receivers = [...terms.parties, ...terms.rules.registers].map((_, index) => ({
    key: `p${index}`,
    name: receiverName(index, terms, words),
    color: partyColor(index),
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
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('waterfall.by')}
          value={by}
          onChange={value => setBy(value as 'party' | 'clause')}
          data={[
            { value: 'party', label: t('waterfall.byParty') },
            { value: 'clause', label: t('waterfall.byClause') },
          ]}
        />
      }
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
          series={
            by === 'party'
              ? receivers
              : text.clauses.map(clause => ({
                  key: `c${clause.index}`,
                  name: `${clause.index + 1}. ${clause.title}`,
                  color: clauseColor(clause.index),
                }))
          }
          points={months.map((month, index) => ({
            label: monthLabel(index),
            values: by === 'party' ? month.parties : month.clauses.map(clause => clause.taken),
          }))}
        />
      </Group>
    </Section>
  )
}
