import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { FactButton } from '../../components/FactButton.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { type RecentFact, recentFactsQuery } from './queries.ts'

/** The latest facts of all agreements. */
export function RecentFacts() {
  const { t } = useTranslation()
  const format = useFormat()
  const { businessOf } = useDirectory()
  const query = useQuery(recentFactsQuery)
  const columns: Column<RecentFact>[] = [
    { key: 'when', label: t('figure.when'), render: row => format.dateTime(row.timestamp), sort: row => row.timestamp },
    { key: 'what', label: t('account.what'), render: row => t(`fact.topic.${row.topic}`), sort: row => row.topic },
    {
      key: 'business',
      label: t('facts.agreement'),
      render: row => (
        <Link
          to="/agreements/$root"
          params={{ root: row.agreement }}
          style={{ color: 'var(--mantine-color-anchor)', textDecoration: 'none' }}
        >
          {businessOf(row.business)}
        </Link>
      ),
      sort: row => businessOf(row.business),
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
      label: '',
      render: row => (
        <FactButton digest={row.digest} about={`${t(`fact.topic.${row.topic}`)}, ${format.date(row.observedAt)}`} />
      ),
    },
  ]
  return (
    <Section title={t('facts.recent')} lead={t('facts.recentLead')}>
      <QueryState
        query={query}
        height={260}
        isEmpty={data => data.length === 0}
        empty={<Empty icon={<IconShieldCheck aria-hidden />} title={t('facts.none')} text={t('facts.noneText')} />}
      >
        {data => (
          <DataTable
            caption={t('facts.recent')}
            rows={data}
            columns={columns}
            keyOf={row => `${row.agreement}${row.digest}`}
            textOf={row => `${t(`fact.topic.${row.topic}`)} ${businessOf(row.business)} ${format.date(row.observedAt)}`}
          />
        )}
      </QueryState>
    </Section>
  )
}
