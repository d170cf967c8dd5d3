import type { AccountView, AssetView, EntryView } from '@concordat/sdk/views.ts'
import { Group, Select } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useChain } from '../../lib/chain.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { useClauseTitles } from '../../lib/useClauseTitles.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { DownloadButton } from './DownloadButton.tsx'
import { EntryReason } from './EntryReason.tsx'
import { entriesQuery } from './queries.ts'
import { StatementPdf } from './StatementPdf.tsx'
import { useAssets } from './useAssets.ts'

/** Every movement of an account with the balance after it, and why. */
export function Statement({ account, mine }: { account: AccountView; mine: boolean }) {
  // Elsewhere than on the development chain a statement on paper is its owner's.
  const { dev } = useChain()
  const shown = mine || dev
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf, businessOf } = useDirectory()
  const [asset, setAsset] = useState<string | null>(null)
  const [agreement, setAgreement] = useState<string | null>(null)
  const filter = { asset, agreement: agreement as Hex | null }
  const query = useInfiniteQuery(entriesQuery(account.address, filter))
  const assetOf = useAssets(account)
  const titleOf = useClauseTitles(account.agreements.map(each => each.root))

  const columns = (unitOf: (entry: EntryView) => AssetView): Column<EntryView>[] => [
    { key: 'date', label: t('common.date'), render: row => format.dateTime(row.timestamp), sort: row => row.timestamp },
    {
      key: 'what',
      label: t('account.what'),
      sort: row => row.kind,
      render: row => <EntryReason entry={row} unit={unitOf(row)} titleOf={titleOf} />,
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => BigInt(row.amount),
      render: row => <Amount value={row.amount} unit={unitOf(row)} signed fw={600} />,
    },
    {
      key: 'balance',
      label: t('account.balanceAfter'),
      align: 'right',
      render: row => <Amount value={row.balanceAfter} unit={unitOf(row)} />,
    },
  ]

  return (
    <Section
      title={t('account.statement')}
      lead={t('account.statementLead')}
      actions={
        <Group gap="xs">
          {shown && <StatementPdf account={account} agreement={filter.agreement} />}
          <DownloadButton account={account} filter={filter} assetOf={assetOf} />
        </Group>
      }
    >
      {(account.balances.length > 1 || account.agreements.length > 0) && (
        <Group>
          {account.balances.length > 1 && (
            <Select
              label={t('account.filterAsset')}
              placeholder={t('common.all')}
              clearable
              value={asset}
              onChange={setAsset}
              data={account.balances.map(balance => ({ value: balance.asset.id, label: balance.asset.symbol }))}
              w={180}
            />
          )}
          {account.agreements.length > 0 && (
            <Select
              label={t('account.filterAgreement')}
              placeholder={t('common.all')}
              clearable
              value={agreement}
              onChange={setAgreement}
              data={account.agreements.map(each => ({ value: each.root, label: businessOf(each.business) }))}
              w={280}
            />
          )}
        </Group>
      )}
      <QueryState
        query={query}
        height={280}
        isEmpty={data => data.pages.every(page => page.entries.length === 0)}
        empty={
          <Empty
            icon={<IconListDetails aria-hidden />}
            title={t('account.noEntries')}
            text={t('account.noEntriesText')}
          />
        }
      >
        {data => (
          <>
            <DataTable
              caption={t('account.statement')}
              rows={data.pages.flatMap(page => page.entries)}
              columns={columns(entry => assetOf(entry.asset))}
              keyOf={row => row.id}
              textOf={row => `${t(`entry.kind.${row.kind}`)} ${nameOf(row.counterparty)} ${format.date(row.timestamp)}`}
              pageSize={20}
            />
            <MoreButton query={query} />
          </>
        )}
      </QueryState>
    </Section>
  )
}
