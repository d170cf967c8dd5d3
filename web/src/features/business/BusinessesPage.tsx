import type { BusinessView } from '@concordat/sdk/views.ts'
import { Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconBuildingStore, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CardGrid } from '../../components/CardGrid.tsx'
import { Empty } from '../../components/Empty.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { businessesQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'

/** All businesses whose records the nodes read. */
export function BusinessesPage() {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const query = useQuery(businessesQuery)
  const matches = (business: BusinessView) =>
    [business.name, business.project, ...business.participants.map(each => each.name)]
      .join(' ')
      .toLowerCase()
      .includes(search.trim().toLowerCase())
  return (
    <Stack gap="xl">
      <PageHeader title={t('business.listTitle')} lead={t('business.listLead')} />
      <QueryState
        query={query}
        isEmpty={data => data.length === 0}
        empty={
          <Empty icon={<IconBuildingStore aria-hidden />} title={t('business.empty')} text={t('business.emptyText')} />
        }
      >
        {data => {
          const found = data.filter(matches)
          return (
            <Stack gap="lg">
              <TextInput
                label={t('common.search')}
                placeholder={t('business.searchHint')}
                value={search}
                onChange={event => setSearch(event.currentTarget.value)}
                leftSection={<IconSearch size={16} aria-hidden />}
                maw={360}
              />
              {found.length === 0 && <Text c="dimmed">{t('common.noMatch')}</Text>}
              <CardGrid>
                {found.map(business => (
                  <BusinessCard key={business.id} business={business} />
                ))}
              </CardGrid>
            </Stack>
          )
        }}
      </QueryState>
    </Stack>
  )
}

function BusinessCard({ business }: { business: BusinessView }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Paper
      className="tile-link"
      p="lg"
      renderRoot={props => <Link to="/businesses/$id" params={{ id: business.id }} {...props} />}
    >
      <Stack gap="xs">
        <Title order={3}>{business.name}</Title>
        <Text size="sm" c="dimmed">
          {business.project}
        </Text>
        <Group gap="lg" mt={4}>
          <Text size="sm">{t('business.participantCount', { count: business.participants.length })}</Text>
          <Text size="sm">{t('business.agreementCount', { count: business.agreements.length })}</Text>
          <Text size="sm">
            {t('business.rowCount', {
              count: business.rows.progress + business.rows.bills,
              number: format.number(business.rows.progress + business.rows.bills),
            })}
          </Text>
        </Group>
      </Stack>
    </Paper>
  )
}
