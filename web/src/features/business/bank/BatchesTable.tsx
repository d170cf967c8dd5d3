import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { HexText } from '../../../components/HexText.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { batchesQuery, useSaveFile } from './queries.ts'
import type { Batch } from './views.ts'

const colors = { open: 'yellow', paid: 'green', failed: 'red' } as const

/** The files that the bank was, or is to be, given, and what became of their transfers. */
export function BatchesTable({ business, mayRead }: { business: Hex; mayRead: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(batchesQuery(business, mayRead))
  const save = useSaveFile(business)
  const columns: Column<Batch>[] = [
    { key: 'made', label: t('bank.madeOn'), sort: row => row.createdAt, render: row => format.dateTime(row.createdAt) },
    { key: 'id', label: t('bank.message'), render: row => <HexText value={row.id} label={t('bank.message')} /> },
    {
      key: 'transfers',
      label: t('bank.transfers'),
      align: 'right',
      sort: row => row.transfers,
      render: row => format.number(row.transfers),
    },
    { key: 'total', label: t('bank.total'), align: 'right', render: row => format.money(row.total, row.currency) },
    { key: 'state', label: t('payout.state'), render: row => <BatchState batch={row} /> },
    {
      key: 'save',
      label: t('bank.again'),
      quiet: true,
      render: row => (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={save.isPending && save.variables === row.id}
          onClick={() => save.mutate(row.id)}
          aria-label={`${t('bank.again')}: ${row.id}`}
        >
          {t('bank.again')}
        </Button>
      ),
    },
  ]
  return (
    <QueryState
      query={query}
      height={80}
      isEmpty={data => data.length === 0}
      empty={
        <Text size="sm" c="dimmed">
          {t('bank.noFiles')}
        </Text>
      }
    >
      {data => (
        <Stack gap="sm">
          {save.error && <ErrorState error={save.error} />}
          <DataTable caption={t('bank.files')} rows={data} columns={columns} keyOf={row => row.id} />
        </Stack>
      )}
    </QueryState>
  )
}

function BatchState({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { rejection } = batch
  return (
    <Stack gap={4}>
      <Group gap={4}>
        {rejection && <Badge color="red">{t('bank.fileRejected', { reason: rejection.reason })}</Badge>}
        {(['open', 'paid', 'failed'] as const)
          .filter(state => batch[state] > 0)
          .map(state => (
            <Badge key={state} color={colors[state]}>
              {t(`bank.states.${state}`, { count: batch[state], number: format.number(batch[state]) })}
            </Badge>
          ))}
      </Group>
      {rejection && (
        <Text size="xs">
          {rejection.words ? `${rejection.words} ` : ''}
          {t('bank.fileRejectedText')}
        </Text>
      )}
    </Stack>
  )
}
