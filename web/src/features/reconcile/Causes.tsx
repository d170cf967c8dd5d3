import { Code, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { HexText } from '../../components/HexText.tsx'
import type { Unit } from '../../lib/format.ts'
import { describeCode } from '../../lib/messages.ts'
import type { Reconciliation } from '../../lib/rails/reconcile.ts'

type Cause = Reconciliation['causes'][number]

const withAdvice = [
  'PaymentWithoutRow',
  'RefundFailed',
  'RefundWithoutRow',
  'DisputeWithoutRow',
  'PayoutWithoutRow',
  'PayoutWithoutInstruction',
  'RowWithoutFact',
  'AmountBookedDiffers',
  'FactWithoutMoney',
  'ProcessorFees',
  'OtherMovement',
  'Unexplained',
] as const

/** What makes up a difference, line by line, and what to do about each. */
export function Causes({ causes, unit }: { causes: Cause[]; unit: Unit }) {
  const { t, i18n } = useTranslation()
  const adviceOf = (code: string) => {
    const known = withAdvice.find(each => each === code)
    return known ? t(`reconcile.todo.${known}`) : null
  }
  const columns: Column<Cause>[] = [
    {
      key: 'cause',
      label: t('reconcile.cause'),
      sort: row => row.code,
      render: ({ code }) => (
        <Stack gap={2} maw={460}>
          <Text size="sm">{describeCode(code, {}, i18n.language) ?? code}</Text>
          <Text size="xs" c="dimmed">
            {adviceOf(code)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'id',
      label: t('reconcile.number'),
      render: ({ id }) => (id.length > 30 ? <HexText value={id} label={t('reconcile.number')} /> : <Code>{id}</Code>),
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => BigInt(row.amount),
      render: row => <Amount value={row.amount} unit={unit} fw={600} />,
    },
  ]
  return (
    <DataTable
      caption={t('reconcile.causes')}
      rows={causes}
      columns={columns}
      keyOf={row => `${row.code} ${row.id}`}
      initialSort={{ key: 'amount', descending: true }}
    />
  )
}
