import { plainLine } from '@concordat/sdk/proof/text.ts'
import { Group, Stack, Table, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { HexText } from '../../components/HexText.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import type { Shown } from './check/messages.ts'
import { unitOf } from './unit.ts'

type Proven = NonNullable<Shown['proven']>

type Month = Proven['replay']['months'][number]

/** What came in and who got what, computed anew. */
export function TotalsSection({ proven }: { proven: Proven }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { replay, paid, balance, account } = proven
  const unit = unitOf(proven)
  const line = (label: string, amount: bigint, of?: string): [string, bigint, string | undefined] => [label, amount, of]
  const lines = [
    line(t('proof.received'), replay.received),
    line(t('proof.refunded'), replay.refunded),
    ...paid.flatMap(({ role, account, amount, afterEnd, passedOn }) => [
      line(passedOn ? t('proof.paidToRegister') : t('proof.paidTo', { role: plainLine(role, 60) }), amount, account),
      ...(afterEnd > 0n ? [line(t('proof.afterEnd'), afterEnd, undefined)] : []),
      ...(passedOn ? [line(t('proof.passedOn', { count: passedOn.transfers }), passedOn.amount, undefined)] : []),
    ]),
    line(t('proof.left'), balance, account),
  ]
  const columns: Column<Month>[] = [
    { key: 'month', label: t('proof.month'), render: ({ month }) => format.month(month), sort: ({ month }) => month },
    number('net', t('proof.net'), ({ net }) => <Amount value={net} unit={unit} />),
    number('entries', t('proof.entries'), ({ entries }) => format.number(entries)),
    number('block', t('proof.closedIn'), ({ block }) => String(block)),
  ]
  return (
    <Section title={t('proof.totals')} lead={t('proof.totalsLead')}>
      <Table.ScrollContainer minWidth={0}>
        <Table aria-label={t('proof.totals')}>
          <Table.Tbody>
            {lines.map(([label, amount, of], i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two parties can have one role and be paid after the end
              <Table.Tr key={`${i} ${label}`}>
                <Table.Td w="100%">
                  <Group gap="xs">
                    <span>{label}</span>
                    {of && <HexText value={of} label={label} />}
                  </Group>
                </Table.Td>
                <Table.Td className="number">
                  <Amount value={amount} unit={unit} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {replay.months.length > 0 && (
        <Stack gap="sm">
          <Title order={3}>{t('proof.months')}</Title>
          <DataTable caption={t('proof.months')} rows={replay.months} columns={columns} keyOf={one => `${one.month}`} />
        </Stack>
      )}
    </Section>
  )
}

const number = (key: string, label: string, render: (month: Month) => ReactNode): Column<Month> => ({
  ...{ key, label, render },
  align: 'right',
})
