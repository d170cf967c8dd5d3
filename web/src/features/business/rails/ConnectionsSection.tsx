import { Badge, Button, Stack, Text } from '@mantine/core'
import { IconBuildingBank, IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { Empty } from '../../../components/Empty.tsx'
import { KeyField } from '../../../components/KeyField.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { Section } from '../../../components/Section.tsx'
import { ApiError } from '../../../lib/api.ts'
import { describeError } from '../../../lib/messages.ts'
import { reconcileQuery } from '../../../lib/rails/reconcile.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { ConnectModal } from './ConnectModal.tsx'
import { type Connection, connectionsQuery } from './queries.ts'
import { useLimitSentences } from './useLimitSentences.ts'

/** The accounts at processors that receive and pay the business's money. */
export function ConnectionsSection({ business }: { business: Hex }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentences = useLimitSentences()
  const query = useQuery(connectionsQuery(business))
  const [connecting, setConnecting] = useState<Connection | 'new' | null>(null)
  const columns: Column<Connection>[] = [
    {
      key: 'account',
      label: t('connections.account'),
      render: ({ rail, account }) => (
        <Stack gap={0}>
          <Text inherit fw={600} style={{ overflowWrap: 'anywhere' }}>
            {account}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`connections.rail.${rail}`)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'reserve',
      label: t('connections.reserve'),
      render: ({ reserve }) =>
        reserve
          ? t('connections.reserveOf', {
              share: format.bps(reserve.rateBps),
              time: format.duration(reserve.duration),
            })
          : t('common.none'),
    },
    {
      key: 'limits',
      label: t('connections.limits'),
      render: ({ limits }) => {
        const lines = sentences(limits)
        return lines.length === 0 ? (
          t('common.none')
        ) : (
          <Stack gap={2}>
            {lines.map(line => (
              <Text key={line} size="sm">
                {line}
              </Text>
            ))}
          </Stack>
        )
      },
    },
    { key: 'state', label: t('payout.state'), render: row => <AccountState connection={row} /> },
    {
      key: 'change',
      label: t('connections.change'),
      quiet: true,
      render: row => (
        <Button size="compact-sm" variant="subtle" onClick={() => setConnecting(row)}>
          {t('connections.change')}
        </Button>
      ),
    },
  ]
  return (
    <Section
      title={t('connections.title')}
      lead={t('connections.lead')}
      actions={
        <Button
          size="sm"
          variant="default"
          leftSection={<IconPlugConnected size={17} aria-hidden />}
          onClick={() => setConnecting('new')}
        >
          {t('connections.connect')}
        </Button>
      }
    >
      {isKeyMissing(query.error) && <KeyField business={business} />}
      <QueryState
        query={query}
        height={120}
        isEmpty={data => data.length === 0}
        empty={
          <Empty
            icon={<IconBuildingBank aria-hidden />}
            title={t('connections.empty')}
            text={t('connections.emptyText')}
          />
        }
      >
        {data => (
          <DataTable caption={t('connections.title')} rows={data} columns={columns} keyOf={row => row.account} />
        )}
      </QueryState>
      {connecting && (
        <ConnectModal
          business={business}
          connection={connecting === 'new' ? null : connecting}
          onClose={() => setConnecting(null)}
        />
      )}
    </Section>
  )
}

/** Elsewhere than on the development chain each business sees its own accounts only. */
const isKeyMissing = (error: unknown) => error instanceof ApiError && (error.status === 401 || error.status === 403)

/** Whether the account answers, and holds what it must. */
function AccountState({ connection }: { connection: Connection }) {
  const { t, i18n } = useTranslation()
  const query = useQuery({ ...reconcileQuery(connection.business), staleTime: 60_000 })
  if (connection.rail === 'bank') return <Text size="sm">{t('connections.byFile')}</Text>
  if (query.isError) return <Text size="sm">{describeError(query.error, i18n.language).sentence}</Text>
  if (query.isPending) return <Badge color="gray">{t('common.loading')}</Badge>
  const own = query.data.filter(({ account }) => account === connection.account)
  const differs = own.some(({ difference }) => difference !== '0')
  return (
    <Link to="/reconcile">
      <Badge color={differs ? 'red' : own.length === 0 ? 'gray' : 'green'} style={{ cursor: 'pointer' }}>
        {differs ? t('reconcile.differs') : own.length === 0 ? t('connections.unused') : t('reconcile.balanced')}
      </Badge>
    </Link>
  )
}
