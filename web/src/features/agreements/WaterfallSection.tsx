import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { Group } from '@mantine/core'
import { IconChartHistogram } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DivisionChoice } from '../../components/DivisionChoice.tsx'
import { Empty } from '../../components/Empty.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { StackedFigure } from '../../components/StackedFigure.tsx'
import { clauseSeries, type Division, receiverSeries } from '../../lib/series.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { waterfallQuery } from './queries.ts'

/** Who got what over time, by party or by clause. */
export function WaterfallSection({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [by, setBy] = useState<Division>('party')
  const query = useQuery(waterfallQuery(agreement.root))
  return (
    <Section
      title={t('waterfall.title')}
      lead={t('waterfall.lead')}
      actions={<DivisionChoice by={by} onChange={setBy} />}
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
              series={by === 'party' ? receiverSeries(readable) : clauseSeries(readable)}
              points={data.points.map(point => ({
                label: /^\d{4}-\d{2}$/.test(point.label)
                  ? format.month(parseMonth(point.label), 'short')
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
