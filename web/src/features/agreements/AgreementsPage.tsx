import type { AgreementStatus, AgreementSummary } from '@concordat/sdk/views.ts'
import { Group, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconFileText, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { AgreementCard } from '../../components/AgreementCard.tsx'
import { Empty } from '../../components/Empty.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useActor } from '../../lib/actor.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { agreementsQuery } from '../../lib/reads.ts'

const states: AgreementStatus[] = [
  'proposed',
  'effective',
  'frozen',
  'completed',
  'terminated',
  'superseded',
  'declined',
]

/** All agreements, to search and filter. */
export function AgreementsPage() {
  const { t } = useTranslation()
  const { actor } = useActor()
  const { nameOf, businessOf } = useDirectory()
  const [search, setSearch] = useState('')
  const [state, setState] = useState<string | null>(null)
  const [mine, setMine] = useState(false)
  const query = useQuery(agreementsQuery())

  const matches = (agreement: AgreementSummary) => {
    const text = [
      businessOf(agreement.business),
      agreement.root,
      ...agreement.parties.flatMap(party => [nameOf(party.account), party.account, party.role]),
    ]
    const isMine = actor && agreement.parties.some(party => isAddressEqual(party.account, actor.address))
    return (
      text.join(' ').toLowerCase().includes(search.trim().toLowerCase()) &&
      (state === null || agreement.status === state) &&
      (!mine || isMine)
    )
  }

  return (
    <Stack gap="xl">
      <PageHeader title={t('agreements.title')} lead={t('agreements.lead')} />
      <QueryState
        query={query}
        isEmpty={data => data.agreements.length === 0}
        empty={
          <Empty icon={<IconFileText aria-hidden />} title={t('agreements.empty')} text={t('agreements.emptyText')} />
        }
      >
        {data => {
          const found = data.agreements.filter(matches)
          return (
            <Stack gap="lg">
              <Group align="flex-end" component="search">
                <TextInput
                  label={t('common.search')}
                  placeholder={t('agreements.searchHint')}
                  value={search}
                  onChange={event => setSearch(event.currentTarget.value)}
                  leftSection={<IconSearch size={16} aria-hidden />}
                  flex="1 1 240px"
                  maw={360}
                />
                <Select
                  label={t('agreements.state')}
                  placeholder={t('common.all')}
                  data={states.map(value => ({ value, label: t(`status.${value}`) }))}
                  value={state}
                  onChange={setState}
                  clearable
                  w={200}
                />
                {actor && (
                  <Switch
                    label={t('agreements.onlyMine')}
                    checked={mine}
                    onChange={event => setMine(event.currentTarget.checked)}
                    pb={8}
                  />
                )}
              </Group>
              <Text size="sm" c="dimmed" role="status">
                {t('agreements.found', { count: found.length })}
              </Text>
              <SimpleGrid cols={{ base: 1, lg: 2 }}>
                {found.map(agreement => (
                  <AgreementCard key={agreement.root} agreement={agreement} />
                ))}
              </SimpleGrid>
            </Stack>
          )
        }}
      </QueryState>
    </Stack>
  )
}
