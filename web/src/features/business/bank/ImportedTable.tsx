import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { inFours } from '../../../lib/inFours.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { LeftTable } from './LeftTable.tsx'
import { statementsQuery } from './queries.ts'
import type { Report, Statement } from './views.ts'

type File = { key: string; date: string; id: string; about: string; entries: number; result: string }

/** The bank's files that were imported, and the entries of all of them that nobody could place. */
export function ImportedTable({ business, mayRead }: { business: Hex; mayRead: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(statementsQuery(business, mayRead))
  const ofStatement = (each: Statement, i: number): File => ({
    ...{ key: `statement ${i}`, date: each.closedOn, id: each.id, about: inFours(each.account), entries: each.entries },
    result:
      each.closing === null
        ? t('bank.aPart')
        : t('bank.closing', { amount: format.money(each.closing, each.currency) }),
  })
  const ofReport = (each: Report, i: number): File => ({
    ...{ key: `report ${i}`, date: each.date, id: each.id, about: t('bank.aboutFile', { id: each.batch.slice(0, 8) }) },
    entries: each.transfers,
    result: each.rejection ? t('bank.fileRejected', { reason: each.rejection.reason }) : t('bank.report'),
  })
  const columns: Column<File>[] = [
    { key: 'date', label: t('common.date'), sort: row => row.date, render: row => format.day(row.date) },
    {
      key: 'id',
      label: t('bank.file'),
      render: row => (
        <Stack gap={0}>
          <Text inherit style={{ overflowWrap: 'anywhere' }}>
            {row.id}
          </Text>
          <Text size="xs" c="dimmed">
            {row.about}
          </Text>
        </Stack>
      ),
    },
    { key: 'result', label: t('bank.says'), render: row => row.result },
    {
      key: 'entries',
      label: t('bank.entries'),
      align: 'right',
      sort: row => row.entries,
      render: row => format.number(row.entries),
    },
  ]
  return (
    <QueryState
      query={query}
      height={80}
      isEmpty={data => data.statements.length + data.reports.length === 0}
      empty={
        <Text size="sm" c="dimmed">
          {t('bank.noStatements')}
        </Text>
      }
    >
      {data => (
        <Stack gap="lg">
          <DataTable
            caption={t('bank.imported')}
            rows={[...data.statements.map(ofStatement), ...data.reports.map(ofReport)]}
            columns={columns}
            keyOf={row => row.key}
            initialSort={{ key: 'date', descending: true }}
          />
          {data.left.length > 0 && (
            <Stack gap="xs">
              <Title order={4} size="h3">
                {t('bank.left')}
              </Title>
              <Text size="sm" c="dimmed" maw={680}>
                {t('bank.leftLead')}
              </Text>
              <LeftTable rows={data.left} />
            </Stack>
          )}
        </Stack>
      )}
    </QueryState>
  )
}
