import type { AgreementView, EntryView } from '@concordat/sdk/views.ts'
import { Stack } from '@mantine/core'
import { IconArrowUpRight } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { FactButton } from '../../components/FactButton.tsx'
import { LineReason } from '../../components/LineReason.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { PartyName } from '../../components/PartyName.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { payoutsQuery } from './queries.ts'

/** What was paid to the parties and back to customers, and by which clause. */
export function Payouts({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const query = useInfiniteQuery(payoutsQuery(agreement.account))
  const { asset } = agreement
  const titleOf = (clause: number) => readable.text.clauses[clause]?.title ?? null
  const indexOf = (entry: EntryView) =>
    agreement.parties.findIndex(party => isAddressEqual(party.account, entry.counterparty))
  const columns: Column<EntryView>[] = [
    { key: 'date', label: t('common.date'), render: row => format.dateTime(row.timestamp), sort: row => row.timestamp },
    {
      key: 'to',
      label: t('payments.to'),
      sort: row => nameOf(row.counterparty),
      render: row => {
        const index = indexOf(row)
        return <PartyName account={row.counterparty} {...(index >= 0 ? { index } : {})} />
      },
    },
    {
      key: 'why',
      label: t('payments.why'),
      render: row =>
        row.lines.length === 0 ? (
          t(`entry.kind.${row.kind}`)
        ) : (
          <Stack gap={2}>
            {row.lines.map(line => (
              <LineReason
                key={`${line.clause}-${line.month}`}
                line={line}
                unit={asset}
                title={titleOf(line.clause)}
                single={row.lines.length === 1}
              />
            ))}
          </Stack>
        ),
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => -BigInt(row.amount),
      render: row => <Amount value={-BigInt(row.amount)} unit={asset} fw={600} />,
    },
    {
      key: 'fact',
      label: t('payments.proof'),
      render: row =>
        row.fact ? (
          <FactButton digest={row.fact} about={`${nameOf(row.counterparty)}, ${format.dateTime(row.timestamp)}`} />
        ) : (
          t('payments.noProof')
        ),
    },
  ]
  return (
    <QueryState
      query={query}
      height={300}
      isEmpty={data => data.pages.every(page => page.entries.every(entry => BigInt(entry.amount) >= 0n))}
      empty={
        <Empty
          icon={<IconArrowUpRight aria-hidden />}
          title={t('payments.outEmpty')}
          text={t('payments.outEmptyText')}
        />
      }
    >
      {data => (
        <>
          <DataTable
            caption={t('payments.outTitle')}
            rows={data.pages.flatMap(page => page.entries).filter(entry => BigInt(entry.amount) < 0n)}
            columns={columns}
            keyOf={row => row.id}
            textOf={row => `${nameOf(row.counterparty)} ${row.lines.map(line => titleOf(line.clause)).join(' ')}`}
          />
          <MoreButton query={query} />
        </>
      )}
    </QueryState>
  )
}
