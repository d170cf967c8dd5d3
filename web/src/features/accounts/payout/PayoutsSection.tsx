import type { InstructionView } from '@concordat/sdk/payments/views.ts'
import type { AccountView } from '@concordat/sdk/views.ts'
import { Text } from '@mantine/core'
import { IconArrowUpRight } from '@tabler/icons-react'
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../../components/Amount.tsx'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { Empty } from '../../../components/Empty.tsx'
import { MoreButton } from '../../../components/MoreButton.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { Section } from '../../../components/Section.tsx'
import { type NamedAccount, usePayoutAccounts } from '../../../lib/rails/payoutAccounts.ts'
import { railQuery } from '../../../lib/rails/rail.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { instructionsQuery } from '../queries.ts'
import { useAssets } from '../useAssets.ts'
import { useOwnParticulars } from './ownParticulars.ts'
import { PayoutState } from './PayoutState.tsx'

/** What was ordered to be paid out, and what became of each order. */
export function PayoutsSection({ account, mine }: { account: AccountView; mine: boolean }) {
  const owner = account.address
  const { t } = useTranslation()
  const format = useFormat()
  const query = useInfiniteQuery(instructionsQuery(owner))
  const named = usePayoutAccounts().query.data ?? []
  const own = useOwnParticulars(owner)
  const unitOf = useAssets(account)
  const roots = [...new Set(named.map(({ agreement }) => agreement))]
  const rails = useQueries({ queries: roots.map(root => railQuery(root)) })
  const accountOf = (row: InstructionView) => named.find(({ key }) => key === row.payoutKey)
  const holdOf = (account: NamedAccount | undefined) =>
    rails.find(({ data }) => data && data.agreement === account?.agreement)?.data?.limits.holdSeconds ?? 0

  // Who never had anything paid out has no need of an empty list of somebody else's.
  if (!mine && !query.data?.pages.some(page => page.instructions.length > 0)) return null

  const toName = (row: InstructionView) => {
    const { holder, account } = accountOf(row) ?? own.find(row.account.account) ?? {}
    return holder ? `${holder} · ${account}` : t('payout.unknownAccount')
  }
  const columns: Column<InstructionView>[] = [
    { key: 'date', label: t('common.date'), render: row => format.dateTime(row.issuedAt), sort: row => row.issuedAt },
    {
      key: 'to',
      label: t('payments.to'),
      render: row => (
        <Text inherit style={{ overflowWrap: 'anywhere' }}>
          {toName(row)}
        </Text>
      ),
    },
    {
      key: 'state',
      label: t('payout.state'),
      sort: row => row.state,
      render: row => (
        <PayoutState
          payout={row}
          account={accountOf(row)}
          holdSeconds={holdOf(accountOf(row))}
          byBusiness={own.find(row.account.account) !== undefined}
        />
      ),
    },
    {
      key: 'amount',
      label: t('common.amount'),
      align: 'right',
      sort: row => BigInt(row.amount),
      render: row => <Amount value={row.amount} unit={unitOf(row.asset)} fw={600} />,
    },
  ]
  return (
    <Section title={t('payout.title')} lead={t('payout.lead')}>
      <QueryState
        query={query}
        height={160}
        isEmpty={data => data.pages.every(page => page.instructions.length === 0)}
        empty={<Empty icon={<IconArrowUpRight aria-hidden />} title={t('payout.empty')} text={t('payout.emptyText')} />}
      >
        {data => (
          <>
            <DataTable
              caption={t('payout.title')}
              rows={data.pages.flatMap(page => page.instructions)}
              columns={columns}
              keyOf={row => row.id}
            />
            <MoreButton query={query} />
          </>
        )}
      </QueryState>
    </Section>
  )
}
