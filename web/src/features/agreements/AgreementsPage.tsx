import type { AgreementSummary } from '@concordat/sdk/views.ts'
import { Group, Pagination, Stack, Text } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getAddress } from 'viem'
import { AgreementCard } from '../../components/AgreementCard.tsx'
import { CardGrid } from '../../components/CardGrid.tsx'
import { Empty } from '../../components/Empty.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { useSession } from '../../lib/session.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { useRoleName } from '../../lib/useRoleName.ts'
import { Filters } from './archive/Filters.tsx'
import { type ArchiveFilter, findAgreements } from './archive/findAgreements.ts'
import { archiveQuery, titlesQuery } from './archive/queries.ts'

const perPage = 20
const everything: ArchiveFilter = { text: '', party: null, state: null, from: '', to: '', sort: 'newest' }

/** All agreements, past and present, to search, filter and sort. */
export function AgreementsPage() {
  const { t } = useTranslation()
  const query = useQuery(archiveQuery)
  return (
    <Stack gap="xl">
      <PageHeader title={t('agreements.title')} lead={t('agreements.lead')} />
      <QueryState
        query={query}
        isEmpty={all => all.length === 0}
        empty={
          <Empty icon={<IconFileText aria-hidden />} title={t('agreements.empty')} text={t('agreements.emptyText')} />
        }
      >
        {all => <Archive all={all} />}
      </QueryState>
    </Stack>
  )
}

function Archive({ all }: { all: AgreementSummary[] }) {
  const { t } = useTranslation()
  const { locale } = useFormat()
  const { nameOf, businessOf } = useDirectory()
  const roleOf = useRoleName()
  const session = useSession()
  const titles = useQuery({ ...titlesQuery, enabled: session.state === 'signedIn' }).data
  const [filter, setFilter] = useState(everything)
  const [page, setPage] = useState(1)

  const people = useMemo(() => {
    const accounts = new Set(all.flatMap(({ parties }) => parties.map(({ account }) => getAddress(account))))
    return [...accounts]
      .map(account => ({ account, name: nameOf(account) }))
      .sort((a, b) => a.name.localeCompare(b.name, locale))
  }, [all, nameOf, locale])
  const titleOf = (digest: string) => titles?.get(digest) ?? null
  const found = findAgreements(all, filter, { nameOf, businessOf, roleOf, titleOf, locale })
  const pages = Math.max(1, Math.ceil(found.length / perPage))
  const shown = Math.min(page, pages)
  const change = (part: Partial<ArchiveFilter>) => {
    setFilter(before => ({ ...before, ...part }))
    setPage(1)
  }

  return (
    <Stack gap="lg">
      <Filters filter={filter} onChange={change} people={people} />
      <Text size="sm" c="dimmed" role="status">
        {t('agreements.found', { count: found.length })}
      </Text>
      <CardGrid>
        {found.slice((shown - 1) * perPage, shown * perPage).map(agreement => (
          <AgreementCard key={agreement.root} agreement={agreement} />
        ))}
      </CardGrid>
      {pages > 1 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {t('common.page', { page: shown, pages })}
          </Text>
          <Pagination
            size="sm"
            total={pages}
            value={shown}
            onChange={setPage}
            getControlProps={control => ({
              'aria-label': control === 'previous' ? t('common.previousPage') : t('common.nextPage'),
            })}
          />
        </Group>
      )}
    </Stack>
  )
}
