import type { BusinessView } from '@concordat/sdk/views.ts'
import { Badge, Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import { describeRefusal } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { type RefundOrder, refundsQuery, useRefund } from './queries.ts'
import { useManages } from './useManages.ts'

const colors = { open: 'yellow', sent: 'green', refused: 'red', failed: 'red' } as const

/** What the business ordered to be given back; only with its key, and only where there is something. */
export function RefundsSection({ business }: { business: BusinessView }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(refundsQuery(business.id, useManages(business)))
  const again = useRefund(business.id)
  if (!data || data.length === 0) return null
  const columns: Column<RefundOrder>[] = [
    { key: 'date', label: t('common.date'), render: row => format.day(row.date), sort: row => row.date },
    { key: 'payment', label: t('refund.payment'), render: row => row.payment },
    {
      key: 'state',
      label: t('payout.state'),
      sort: row => row.state,
      render: row => (
        <Stack gap={2}>
          <div>
            <Badge color={colors[row.state]}>{t(`refund.states.${row.state}`)}</Badge>
          </div>
          {row.state === 'failed' && row.refund && !data.some(({ replaces }) => replaces === row.refund) && (
            <div>
              <Button
                size="compact-sm"
                variant="subtle"
                loading={again.isPending}
                onClick={() => row.refund && again.mutate({ replaces: row.refund })}
              >
                {t('refund.again')}
              </Button>
            </div>
          )}
          {row.refusal && <Text size="xs">{describeRefusal(row.refusal, i18n.language)}</Text>}
        </Stack>
      ),
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => Number(row.amount),
      render: row => format.money(row.amount, row.currency),
    },
  ]
  return (
    <Section title={t('refund.ordersTitle')} lead={t('refund.ordersLead')}>
      {again.error && <ErrorState error={again.error} />}
      <DataTable caption={t('refund.ordersTitle')} rows={data} columns={columns} keyOf={row => row.id} />
    </Section>
  )
}
