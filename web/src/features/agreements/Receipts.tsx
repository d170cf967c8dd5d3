import type { AgreementView, PaymentView } from '@concordat/sdk/views.ts'
import { Badge, Text } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { FactButton } from '../../components/FactButton.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { usePayers } from '../../lib/usePayers.ts'
import { paymentsQuery } from './queries.ts'

const colors = { receipt: 'green', refund: 'orange', surplus: 'gray' } as const

/** Receipts and refunds, with the fact behind each. */
export function Receipts({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const payerName = usePayers(agreement.business)
  const query = useInfiniteQuery(paymentsQuery(agreement.root))
  const { asset } = agreement
  const columns: Column<PaymentView>[] = [
    {
      key: 'date',
      label: t('common.date'),
      render: row => format.date(row.observedAt || row.timestamp),
      sort: row => row.observedAt || row.timestamp,
    },
    {
      key: 'payer',
      label: t('payments.payer'),
      render: row => payerName(row.payer),
      sort: row => payerName(row.payer),
    },
    {
      key: 'kind',
      label: t('payments.kind'),
      render: row => <Badge color={colors[row.kind]}>{t(`payments.kinds.${row.kind}`)}</Badge>,
      sort: row => row.kind,
    },
    {
      key: 'month',
      label: t('payments.month'),
      render: row => (row.month > 0 ? format.month(row.month, 'short') : '–'),
      sort: row => row.month,
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => signedAmount(row),
      render: row => (
        <>
          <Amount value={signedAmount(row)} unit={asset} signed fw={600} />
          {row.kind === 'refund' && row.returned !== row.amount && (
            <Text size="xs" c="dimmed">
              {t('payments.returned', { amount: format.amount(row.returned, asset) })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'fact',
      label: t('payments.proof'),
      render: row =>
        row.fact ? (
          <FactButton digest={row.fact} about={`${payerName(row.payer)}, ${format.amount(row.amount, asset)}`} />
        ) : (
          t('payments.noProof')
        ),
    },
  ]
  return (
    <QueryState
      query={query}
      height={300}
      isEmpty={data => data.pages.every(page => page.payments.length === 0)}
      empty={
        <Empty icon={<IconReceipt aria-hidden />} title={t('payments.inEmpty')} text={t('payments.inEmptyText')} />
      }
    >
      {data => (
        <>
          <DataTable
            caption={t('payments.inTitle')}
            rows={data.pages.flatMap(page => page.payments)}
            columns={columns}
            keyOf={row => row.id}
            initialSort={{ key: 'date', descending: true }}
            textOf={row => `${payerName(row.payer)} ${format.amount(row.amount, asset)} ${format.date(row.observedAt)}`}
          />
          <MoreButton query={query} />
        </>
      )}
    </QueryState>
  )
}

const signedAmount = (row: PaymentView) => (row.kind === 'refund' ? -BigInt(row.amount) : BigInt(row.amount))
