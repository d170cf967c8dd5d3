import { refundSubject } from '@concordat/sdk/ids.ts'
import type { AgreementView, FactView, PaymentView } from '@concordat/sdk/views.ts'
import { Badge, Stack, Text } from '@mantine/core'
import { IconReceiptRefund } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../../components/Amount.tsx'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { Empty } from '../../../components/Empty.tsx'
import { FactButton } from '../../../components/FactButton.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { usePayers } from '../../../lib/usePayers.ts'
import { type Allotted, allot } from './allot.ts'
import { MetFrom } from './MetFrom.tsx'
import { backsQuery, useAccountTotals } from './queries.ts'
import { ReserveLine } from './ReserveLine.tsx'

type Row = PaymentView & { kindOf: 'refund' | 'disputed' | 'won'; met: Allotted }

const colors = { refund: 'orange', disputed: 'red', won: 'green' } as const

/** Refunds and disputes: what went back to whom, what it was met from, and what is still owed. */
export function Backs({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const payerName = usePayers(agreement.business)
  const query = useQuery(backsQuery(agreement.root))
  const totals = useAccountTotals(agreement)
  const { asset } = agreement
  const owed = BigInt(agreement.owed)
  const receivable = totals.data?.receivable ?? owed

  const columns: Column<Row>[] = [
    {
      key: 'date',
      label: t('common.date'),
      render: row => format.date(row.observedAt || row.timestamp),
      sort: row => row.observedAt || row.timestamp,
    },
    { key: 'payer', label: t('back.payer'), render: row => payerName(row.payer), sort: row => payerName(row.payer) },
    {
      key: 'kind',
      label: t('payments.kind'),
      render: row => <Badge color={colors[row.kindOf]}>{t(`back.kinds.${row.kindOf}`)}</Badge>,
      sort: row => row.kindOf,
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => BigInt(row.amount),
      render: row => <Amount value={row.amount} unit={asset} fw={600} />,
    },
    {
      key: 'met',
      label: t('back.metFrom'),
      render: row => <MetFrom met={row.met} unit={asset} won={row.kindOf === 'won'} />,
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
    <Stack gap="lg">
      <ReserveLine agreement={agreement} withheld={totals.data?.reserve ?? 0n} />
      <QueryState
        query={query}
        height={240}
        isEmpty={data => data.backs.length === 0}
        empty={<Empty icon={<IconReceiptRefund aria-hidden />} title={t('back.empty')} text={t('back.emptyText')} />}
      >
        {({ backs, disputes, isAll }) => {
          const met = allot(backs, owed, receivable)
          const rows = backs.map(
            (back, i): Row => ({ ...back, kindOf: kindOf(back, disputes), met: met[i] as Allotted }),
          )
          return (
            <>
              {receivable > 0n && (
                <Text size="sm">{t('back.stillOwed', { amount: format.amount(receivable, asset) })}</Text>
              )}
              <DataTable
                caption={t('back.title')}
                rows={rows}
                columns={columns}
                keyOf={row => row.id}
                initialSort={{ key: 'date', descending: true }}
                textOf={row =>
                  `${payerName(row.payer)} ${t(`back.kinds.${row.kindOf}`)} ${format.amount(row.amount, asset)}`
                }
              />
              {!isAll && (
                <Text size="sm" c="dimmed">
                  {t('back.newest', { count: backs.length })}
                </Text>
              )}
            </>
          )
        }}
      </QueryState>
    </Stack>
  )
}

function kindOf({ paymentKey, refundId, fact }: PaymentView, disputes: FactView[]): Row['kindOf'] {
  const opened = disputes.find(({ digest }) => digest === fact)
  if (!opened || !refundId) return 'refund'
  const subject = refundSubject(paymentKey, refundId)
  return disputes.some(each => each.subject === subject && each.round !== '0') ? 'won' : 'disputed'
}
