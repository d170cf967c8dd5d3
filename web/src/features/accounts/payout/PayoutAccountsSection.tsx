import type { AccountView, AssetView } from '@concordat/sdk/views.ts'
import { Button, Menu, Modal, Text } from '@mantine/core'
import { IconBuildingBank, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { Empty } from '../../../components/Empty.tsx'
import { HexText } from '../../../components/HexText.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { Section } from '../../../components/Section.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { type NamedAccount, unitOf, usePayoutAccounts } from '../../../lib/rails/payoutAccounts.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { AddAccountForm } from './AddAccountForm.tsx'
import { useAssetRail } from './useAssetRail.ts'

/** The bank accounts that the owner named, and the way to name another. */
export function PayoutAccountsSection({ account }: { account: AccountView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { contracts } = useChain()
  const { query, needsConsent, ask } = usePayoutAccounts()
  const [adding, setAdding] = useState<AssetView | null>(null)
  const currencies = assetsOf(account)
  const unit = (named: NamedAccount) => currencies.find(({ id }) => id === unitOf(named, contracts.Payments))
  if (currencies.length === 0) return null

  const minimumOf = (named: NamedAccount) => {
    const { minimum } = named.struct
    const asset = unit(named)
    return minimum === 0n ? t('common.none') : asset ? format.amount(minimum, asset) : minimum.toString()
  }
  const columns: Column<NamedAccount>[] = [
    { key: 'holder', label: t('payout.holder'), render: row => row.holder, sort: row => row.holder },
    { key: 'account', label: t('payout.account'), render: row => row.account },
    { key: 'currency', label: t('account.currency'), render: row => unit(row)?.symbol ?? '–' },
    { key: 'minimum', label: t('payout.minimumShort'), align: 'right', render: minimumOf },
    {
      key: 'address',
      label: t('payout.address'),
      render: row => <HexText value={row.address} label={t('payout.address')} />,
    },
  ]
  return (
    <Section
      title={t('payout.accountsTitle')}
      lead={t('payout.accountsLead')}
      actions={<AddButton currencies={currencies} onAdd={setAdding} />}
    >
      {needsConsent ? (
        <Empty icon={<IconBuildingBank aria-hidden />} title={t('payout.signToSee')} text={t('payout.signWhy')}>
          <Button variant="default" onClick={ask}>
            {t('payout.show')}
          </Button>
        </Empty>
      ) : (
        <QueryState
          query={query}
          height={120}
          isEmpty={data => data.length === 0}
          empty={
            <Empty icon={<IconBuildingBank aria-hidden />} title={t('payout.noneYet')} text={t('payout.noneYetText')} />
          }
        >
          {data => (
            <DataTable caption={t('payout.accountsTitle')} rows={data} columns={columns} keyOf={row => row.key} />
          )}
        </QueryState>
      )}
      {adding && <AddModal asset={adding} onClose={() => setAdding(null)} />}
    </Section>
  )
}

/** What the account holds or shares in, once each. */
function assetsOf({ balances, agreements }: AccountView): AssetView[] {
  const all = [...balances.map(({ asset }) => asset), ...agreements.map(({ asset }) => asset)]
  return [...new Map(all.filter(({ kind }) => kind === 'currency').map(asset => [asset.id, asset])).values()]
}

function AddButton({ currencies, onAdd }: { currencies: AssetView[]; onAdd: (asset: AssetView) => void }) {
  const { t } = useTranslation()
  const icon = <IconPlus size={17} aria-hidden />
  const [first, second] = currencies
  if (first && !second)
    return (
      <Button size="sm" variant="default" leftSection={icon} onClick={() => onAdd(first)}>
        {t('payout.add')}
      </Button>
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={icon}>
          {t('payout.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('payout.whichCurrency')}</Menu.Label>
        {currencies.map(asset => (
          <UnitItem key={asset.id} asset={asset} onAdd={onAdd} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function UnitItem({ asset, onAdd }: { asset: AssetView; onAdd: (asset: AssetView) => void }) {
  const { payer } = useAssetRail(asset)
  const by = payer?.kind === 'rail' ? payer.rail.processor.account : null
  return (
    <Menu.Item onClick={() => onAdd(asset)}>
      {asset.symbol}
      {by && (
        <Text size="xs" c="dimmed">
          {by}
        </Text>
      )}
    </Menu.Item>
  )
}

function AddModal({ asset, onClose }: { asset: AssetView; onClose: () => void }) {
  const { t } = useTranslation()
  const { payer } = useAssetRail(asset)
  return (
    <Modal opened onClose={onClose} title={t('payout.add')}>
      {payer?.kind === 'rail' ? (
        <AddAccountForm asset={asset} rail={payer.rail} onAdded={onClose} onCancel={onClose} />
      ) : (
        <Text>{payer?.kind === 'business' ? t('payout.namedWhenPaid') : t('payout.nobody')}</Text>
      )}
    </Modal>
  )
}
