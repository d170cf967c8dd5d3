import { Code, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { describeRefusal } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import type { Left } from './views.ts'

/** Entries nobody could place, each with the reason, and the line of the file where it is one that was just read. */
export function LeftTable({ rows }: { rows: Left[] }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const hasLines = rows.some(({ line }) => line !== undefined)
  const columns: Column<Left>[] = [
    ...(hasLines
      ? [
          {
            key: 'line',
            label: t('bank.line'),
            sort: (row: Left) => row.line ?? 0,
            render: (row: Left) => format.number(row.line ?? 0),
          },
        ]
      : []),
    {
      key: 'date',
      label: t('common.date'),
      sort: row => row.date,
      render: row => (
        <Text inherit style={{ whiteSpace: 'nowrap' }}>
          {format.day(row.date)}
        </Text>
      ),
    },
    {
      key: 'entry',
      label: t('bank.entry'),
      render: ({ reference, remittance }) => (
        <Stack gap={2} maw={280}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {reference}
          </Text>
          {remittance.length > 0 && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {remittance.join(' ')}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'reason',
      label: t('bank.reason'),
      render: ({ refusal }) =>
        refusal && (
          <Stack gap={2} maw={360}>
            <Text size="sm">{describeRefusal(refusal, i18n.language)}</Text>
            <div>
              <Code>{refusal.code}</Code>
            </div>
          </Stack>
        ),
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => Number(row.amount),
      render: ({ side, amount, currency }) => format.money(side === 'debit' ? `-${amount}` : amount, currency),
    },
  ]
  return (
    <DataTable
      caption={t('bank.left')}
      rows={rows}
      columns={columns}
      keyOf={row => `${row.account} ${row.side} ${row.reference}`}
    />
  )
}
