import type { AgreementView } from '@concordat/sdk/views.ts'
import { Group, SegmentedControl } from '@mantine/core'
import { IconChartHistogram } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { StackedFigure } from '../../components/StackedFigure.tsx'
import { clauseColor, partyColor } from '../../lib/palette.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { waterfallQuery } from './queries.ts'

/** Who got what over time, by party or by clause. */
export function WaterfallSection({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [by, setBy] = useState<'party' | 'clause'>('party')
  const query = useQuery(waterfallQuery(agreement.root))
  const series =
    by === 'party'
      ? agreement.parties.map((_, index) => ({
          key: `p${index}`,
          name: readable.words.partyName(index),
          color: partyColor(index),
        }))
      : readable.text.clauses.map(clause => ({
          key: `c${clause.index}`,
          name: `${clause.index + 1}. ${clause.title}`,
          color: clauseColor(clause.index),
        }))
  return (
    <Section
      title={t('waterfall.title')}
      lead={t('waterfall.lead')}
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
      <QueryState
        query={query}
        height={320}
        isEmpty={data => data.points.length === 0}
        empty={
          <Empty
            icon={<IconChartHistogram aria-hidden />}
            title={t('waterfall.empty')}
            text={t('waterfall.emptyText')}
          />
        }
      >
        {data => (
          <Group grow>
            <StackedFigure
              caption={t('waterfall.title')}
              unit={agreement.asset}
              series={series}
              points={data.points.map(point => ({
                label: /^\d+$/.test(point.label)
                  ? format.month(Number(point.label), 'short')
                  : /^\d{4}-\d{2}$/.test(point.label)
                    ? format.month(monthNumber(point.label), 'short')
                    : format.date(point.timestamp),
                values: (by === 'party' ? point.byParty : point.byClause).map(BigInt),
              }))}
            />
          </Group>
        )}
      </QueryState>
    </Section>
  )
}

const monthNumber = (label: string) => (Number(label.slice(0, 4)) - 1970) * 12 + Number(label.slice(5)) - 1
