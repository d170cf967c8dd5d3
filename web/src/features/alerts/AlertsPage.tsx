import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { IconBellCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { Empty } from '../../components/Empty.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { Section } from '../../components/Section.tsx'
import { AlertLine } from './AlertLine.tsx'
import { MailSection } from './MailSection.tsx'
import { alertsQuery, useMarkRead } from './queries.ts'

/** Everything an account was told, and where else it wants to be told. */
export function AlertsPage({ account }: { account: Address }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <PageHeader title={t('alerts.title')} lead={t('alerts.lead')} />
      <AlertList account={account} />
      <MailSection account={account} />
    </Stack>
  )
}

function AlertList({ account }: { account: Address }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'all' | 'unread'>('all')
  const query = useInfiniteQuery(alertsQuery(account, shown === 'unread'))
  const markRead = useMarkRead()
  const alerts = query.data?.pages.flatMap(page => page.alerts) ?? []
  const unread = query.data?.pages[0]?.unread ?? 0
  if (query.isPending) return <PageSkeleton />
  if (query.isError) return <ErrorState error={query.error} retry={() => query.refetch()} />
  return (
    <Section
      title={t('alerts.bell', { count: unread })}
      actions={
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label={t('alerts.shown')}
            value={shown}
            onChange={value => setShown(value as typeof shown)}
            data={[
              { value: 'all', label: t('common.all') },
              { value: 'unread', label: t('alerts.unread') },
            ]}
          />
          <Button
            size="xs"
            variant="default"
            disabled={unread === 0}
            loading={markRead.isPending}
            onClick={() => markRead.mutate('all')}
          >
            {t('alerts.readAll')}
          </Button>
        </Group>
      }
    >
      {alerts.length === 0 ? (
        <Empty icon={<IconBellCheck aria-hidden />} title={t('alerts.empty')} text={t('alerts.emptyText')} />
      ) : (
        <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
          {alerts.map(alert => (
            <li key={alert.id}>
              <AlertLine alert={alert} />
            </li>
          ))}
        </Stack>
      )}
      <MoreButton query={query} />
    </Section>
  )
}
