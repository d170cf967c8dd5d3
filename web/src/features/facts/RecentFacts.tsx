import type { FactView } from '@concordat/sdk/views.ts'
import { Anchor, Select } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { FactButton } from '../../components/FactButton.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { recentFactsQuery } from './queries.ts'

const topics: FactView['topic'][] = ['payment', 'refund', 'dispute', 'payout', 'month', 'milestone', 'freeze', 'other']

/** The latest facts of all agreements. */
export function RecentFacts() {
  const { t } = useTranslation()
  const format = useFormat()
  const { businessOf } = useDirectory()
  const [topic, setTopic] = useState<FactView['topic'] | null>(null)
  const query = useInfiniteQuery(recentFactsQuery(topic))
  const businessesOf = ({ agreements }: FactView) => agreements.map(({ business }) => businessOf(business)).join(', ')
  const columns: Column<FactView>[] = [
    { key: 'when', label: t('figure.when'), render: row => format.dateTime(row.timestamp), sort: row => row.timestamp },
    { key: 'what', label: t('account.what'), render: row => t(`fact.topic.${row.topic}`), sort: row => row.topic },
    {
      key: 'business',
      label: t('facts.agreement'),
      render: ({ agreements }) =>
        agreements.length === 0
          ? t('facts.noAgreement')
          : agreements.map(({ root, business }) => (
              <Anchor
                key={root}
                inherit
                display="block"
                renderRoot={props => <Link to="/agreements/$root" params={{ root }} {...props} />}
              >
                {businessOf(business)}
              </Anchor>
            )),
      sort: businessesOf,
    },
    {
      key: 'observed',
      label: t('facts.observed'),
      render: row => format.date(row.observedAt),
      sort: row => row.observedAt,
    },
    {
      key: 'by',
      label: t('payments.proof'),
      sort: row => row.confirmedBy.length,
      render: row => t('fact.short', { count: row.confirmedBy.length, members: row.members.length }),
    },
    {
      key: 'more',
      label: t('fact.show'),
      quiet: true,
      render: row => (
        <FactButton digest={row.digest} about={`${t(`fact.topic.${row.topic}`)}, ${format.date(row.observedAt)}`} />
      ),
    },
  ]
  return (
    <Section
      title={t('facts.recent')}
      lead={t('facts.recentLead')}
      actions={
        <Select
          aria-label={t('facts.topic')}
          placeholder={t('facts.anyTopic')}
          data={topics.map(value => ({ value, label: t(`fact.topic.${value}`) }))}
          value={topic}
          onChange={value => setTopic(value as FactView['topic'] | null)}
          clearable
          w={{ base: '100%', xs: 280 }}
        />
      }
    >
      <QueryState
        query={query}
        height={260}
        isEmpty={data => data.pages.every(page => page.facts.length === 0)}
        empty={<Empty icon={<IconShieldCheck aria-hidden />} title={t('facts.none')} text={t('facts.noneText')} />}
      >
        {data => (
          <>
            <DataTable
              caption={t('facts.recent')}
              rows={data.pages.flatMap(page => page.facts)}
              columns={columns}
              keyOf={row => row.digest}
              textOf={row => `${t(`fact.topic.${row.topic}`)} ${businessesOf(row)} ${format.date(row.observedAt)}`}
            />
            <MoreButton query={query} />
          </>
        )}
      </QueryState>
    </Section>
  )
}
