import type { AgreementView, MonthView } from '@concordat/sdk/views.ts'
import { Badge, Text } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatUnits } from 'viem'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'

const colors = { open: 'yellow', later: 'gray', closed: 'green', closedByDefault: 'orange' } as const

/** What every month brought, and to whom. */
export function MonthsTab({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { terms, words } = readable
  const columns: Column<MonthView>[] = [
    { key: 'month', label: t('months.month'), render: row => format.month(row.month, 'short'), sort: row => row.month },
    {
      key: 'status',
      label: t('months.state'),
      render: row => (
        <div>
          <Badge color={colors[row.status]}>{t(`months.status.${row.status}`)}</Badge>
          {row.status === 'open' && row.defaultAfter !== null && (
            <Text size="xs" c="dimmed" mt={2}>
              {t('months.until', { date: format.date(row.defaultAfter) })}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'net',
      label: t('months.net'),
      align: 'right',
      render: row => <Amount value={row.net} unit={agreement.asset} bare />,
      sort: row => BigInt(row.net),
    },
    {
      key: 'entries',
      label: t('months.entries'),
      align: 'right',
      render: row => format.number(row.entries),
      sort: row => row.entries,
    },
    ...terms.rules.monthly.flatMap((clause, index): Column<MonthView>[] => {
      if (clause.perQuantity === 0n) return []
      const meter = words.meterOf(clause.meter)
      return [
        {
          key: `q${index}`,
          label: t('figure.inUnit', { name: meter.name, unit: meter.unit }),
          align: 'right',
          render: row => {
            const quantity = quantityOf(agreement.months, row, index)
            return quantity === null ? '–' : format.decimal(formatUnits(quantity, meter.decimals))
          },
        },
      ]
    }),
    ...agreement.parties.map(
      (_, index): Column<MonthView> => ({
        key: `p${index}`,
        label: words.partyName(index),
        align: 'right',
        render: row =>
          row.closedAt === null ? '–' : <Amount value={row.received[index] ?? '0'} unit={agreement.asset} bare />,
      }),
    ),
  ]
  return (
    <Section title={t('months.title')} lead={t('months.lead', { currency: agreement.asset.symbol })}>
      {agreement.months.length === 0 ? (
        <Empty icon={<IconCalendar aria-hidden />} title={t('months.empty')} text={t('months.emptyText')} />
      ) : (
        <DataTable
          caption={t('months.title')}
          rows={agreement.months}
          columns={columns}
          keyOf={row => String(row.month)}
          initialSort={{ key: 'month', descending: true }}
          pageSize={24}
        />
      )}
    </Section>
  )
}

/** What was metered in a month: readings count up from the beginning. */
function quantityOf(months: MonthView[], month: MonthView, clause: number): bigint | null {
  const reading = month.quantities[clause]
  if (month.closedAt === null || reading === undefined) return null
  const before = months.find(each => each.month === month.month - 1)?.quantities[clause] ?? '0'
  return BigInt(reading) - BigInt(before)
}
