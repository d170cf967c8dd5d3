import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconRefresh, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { Empty } from '../../components/Empty.tsx'
import { KeyField } from '../../components/KeyField.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useChain } from '../../lib/chain.tsx'
import { reconcileQuery } from '../../lib/rails/reconcile.ts'
import { businessesQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { AccountCard } from './AccountCard.tsx'

const everySeconds = 15

/** Whether processors hold what the chain says they must. */
export function ReconcilePage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { dev } = useChain()
  const [business, setBusiness] = useState<Hex | null>(null)
  const query = useQuery({
    ...reconcileQuery(business),
    enabled: dev || business !== null,
    refetchInterval: everySeconds * 1000,
  })
  return (
    <Stack gap="xl">
      <PageHeader
        title={t('reconcile.title')}
        lead={t('reconcile.lead')}
        actions={
          <Group gap="md">
            <Text size="sm" c="dimmed" role="status">
              {query.dataUpdatedAt > 0 &&
                t('reconcile.asOf', { date: format.dateTime(Math.floor(query.dataUpdatedAt / 1000)) })}
            </Text>
            <Button
              variant="default"
              leftSection={<IconRefresh size={17} aria-hidden />}
              loading={query.isFetching}
              disabled={!dev && business === null}
              onClick={() => query.refetch()}
            >
              {t('reconcile.refresh')}
            </Button>
          </Group>
        }
      />
      {!dev && <OfBusiness value={business} onChange={setBusiness} />}
      {(dev || business !== null) && (
        <QueryState
          query={query}
          height={280}
          isEmpty={data => data.length === 0}
          empty={
            <Empty icon={<IconScale aria-hidden />} title={t('reconcile.empty')} text={t('reconcile.emptyText')} />
          }
        >
          {data => (
            <Stack gap="xl">
              {query.isError && <Text role="alert">{t('reconcile.stale')}</Text>}
              {data.map(each => (
                <AccountCard key={`${each.account} ${each.currency}`} found={each} />
              ))}
            </Stack>
          )}
        </QueryState>
      )}
    </Stack>
  )
}

/** Whose accounts: each business sees its own, by its key. */
function OfBusiness({ value, onChange }: { value: Hex | null; onChange: (business: Hex | null) => void }) {
  const { t } = useTranslation()
  const businesses = useQuery(businessesQuery)
  return (
    <Stack>
      <Select
        label={t('reconcile.business')}
        value={value}
        onChange={next => onChange(next as Hex | null)}
        data={(businesses.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        maw={480}
      />
      {value && <KeyField key={value} business={value} />}
    </Stack>
  )
}
