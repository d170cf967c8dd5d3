import type { BusinessView, RowView } from '@concordat/sdk/views.ts'
import { Tabs } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { goesBack } from './daily.ts'
import { RefundButton } from './rails/RefundButton.tsx'
import { leftOfPayments } from './rails/refundable.ts'
import { useManages } from './rails/useManages.ts'

type RowsSectionProps = {
  business: BusinessView
  progress: UseQueryResult<RowView[]>
  bills: UseQueryResult<RowView[]>
}

/** The records themselves: progress and bills. */
export function RowsSection({ business, progress, bills }: RowsSectionProps) {
  const { t } = useTranslation()
  return (
    <Section title={t('rows.title')} lead={t('rows.lead')}>
      <Tabs defaultValue="progress" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="progress">{t('rows.progress')}</Tabs.Tab>
          <Tabs.Tab value="bills">{t('rows.bills')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="progress">
          <RowsTable business={business} query={progress} kind="progress" />
        </Tabs.Panel>
        <Tabs.Panel value="bills">
          <RowsTable business={business} query={bills} kind="bills" />
        </Tabs.Panel>
      </Tabs>
    </Section>
  )
}

type RowsTableProps = { business: BusinessView; query: UseQueryResult<RowView[]>; kind: 'progress' | 'bills' }

function RowsTable({ business, query, kind }: RowsTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const manages = useManages(business)
  const date: Column<RowView> = {
    key: 'date',
    label: t('common.date'),
    render: row => format.day(row.date),
    sort: row => row.date,
  }
  const what: Column<RowView> = {
    key: 'kind',
    label: t('payments.kind'),
    render: row => t(`rows.kind.${row.kind}`),
    sort: row => row.kind,
  }
  const round: Column<RowView> = {
    key: 'round',
    label: t('rows.round'),
    render: row => (row.round === 0 ? t('rows.first') : t('rows.correction', { number: row.round })),
    sort: row => row.round,
  }
  const left = kind === 'bills' ? leftOfPayments(query.data ?? []) : new Map<string, bigint>()
  const refund: Column<RowView> = {
    key: 'refund',
    label: t('refund.open'),
    quiet: true,
    render: row =>
      row.kind === 'payment' && (
        <RefundButton business={business.id} manages={manages} payment={row} left={left.get(row.id)} />
      ),
  }
  const columns: Column<RowView>[] =
    kind === 'progress'
      ? [
          date,
          what,
          { key: 'reference', label: t('rows.reference'), render: referenceOf, sort: referenceOf },
          {
            key: 'value',
            label: t('rows.value'),
            align: 'right',
            render: row => (row.data.quantity ? `${format.decimal(row.data.quantity)} ${row.data.unit ?? ''}` : '–'),
            sort: row => Number(row.data.quantity ?? 0),
          },
          round,
        ]
      : [
          date,
          what,
          { key: 'id', label: t('rows.id'), render: row => row.id, sort: row => row.id },
          {
            key: 'payer',
            label: t('payments.payer'),
            render: row => row.data.payer || (row.data.original ? t('rows.refundOf', { id: row.data.original }) : '–'),
            sort: row => row.data.payer ?? '',
          },
          {
            key: 'amount',
            label: t('common.amount'),
            align: 'right',
            render: row => format.money(signed(row), row.data.currency ?? ''),
            sort: row => Number(signed(row)),
          },
          ...(left.size === 0 ? [] : [refund]),
        ]
  return (
    <QueryState
      query={query}
      height={260}
      isEmpty={data => data.length === 0}
      empty={<Empty icon={<IconTable aria-hidden />} title={t('rows.empty')} text={t('rows.emptyText')} />}
    >
      {data => (
        <DataTable
          caption={t(`rows.${kind}`)}
          rows={data}
          columns={columns}
          keyOf={row => String(row.seq)}
          textOf={row => `${row.date} ${row.id} ${t(`rows.kind.${row.kind}`)} ${Object.values(row.data).join(' ')}`}
          initialSort={{ key: 'date', descending: true }}
        />
      )}
    </QueryState>
  )
}

const referenceOf = ({ data }: RowView) => data.meter ?? data.milestone ?? data.month ?? ''
const signed = (row: RowView) => (goesBack(row) ? `-${row.data.amount ?? '0'}` : (row.data.amount ?? '0'))
