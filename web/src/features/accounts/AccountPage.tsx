import type { AccountView } from '@concordat/sdk/views.ts'
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { HexText } from '../../components/HexText.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useActor } from '../../lib/actor.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { accountQuery } from '../../lib/reads.ts'
import { Balances } from './Balances.tsx'
import { PayoutAccountsSection } from './payout/PayoutAccountsSection.tsx'
import { PayoutsSection } from './payout/PayoutsSection.tsx'
import { Statement } from './Statement.tsx'

/** An account of the ledger: what it holds, and how that came about. */
export function AccountPage({ address }: { address: Address }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const { nameOf, isKnown } = useDirectory()
  const query = useQuery(accountQuery(address))
  const mine = actor !== null && isAddressEqual(actor.address, address)
  return (
    <Stack gap="xl">
      <PageHeader
        title={mine ? t('account.mine') : isKnown(address) ? nameOf(address) : t('account.title')}
        lead={
          <Group gap="xs">
            {mine && isKnown(address) && <Text inherit>{nameOf(address)}</Text>}
            <HexText value={address} label={t('account.number')} />
          </Group>
        }
      />
      <QueryState query={query}>
        {account => (
          <Stack gap="xl">
            <OwnerNote account={account} />
            <Balances account={account} mine={mine} />
            <PayoutsSection account={account} mine={mine} />
            {mine && <PayoutAccountsSection account={account} />}
            <Statement account={account} mine={mine} />
          </Stack>
        )}
      </QueryState>
    </Stack>
  )
}

function OwnerNote({ account }: { account: AccountView }) {
  const { t } = useTranslation()
  const { nameOf } = useDirectory()
  const { owner } = account
  if (!owner) return null
  const { agreement } = owner
  return (
    <Text c="dimmed" maw={680}>
      {t('account.ownedBy', { name: nameOf(owner.contract) })}{' '}
      {agreement && (
        <Anchor renderRoot={props => <Link to="/agreements/$root" params={{ root: agreement }} {...props} />}>
          {t('account.toAgreement')}
        </Anchor>
      )}
    </Text>
  )
}
