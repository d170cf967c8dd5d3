import type { AccountView, AssetView } from '@concordat/sdk/views.ts'
import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useFocusReturn } from '@mantine/hooks'
import { IconArrowDownLeft, IconArrowUpRight, IconCoins } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { Empty } from '../../components/Empty.tsx'
import { DepositModal } from './DepositModal.tsx'
import { DepositTokenModal } from './DepositTokenModal.tsx'
import { WithdrawModal } from './WithdrawModal.tsx'

type Dialog = { kind: 'withdraw' | 'deposit'; asset: AssetView; amount: string } | { kind: 'token' }

/** What the account holds, and for its owner the ways out and in. */
export function Balances({ account, mine }: { account: AccountView; mine: boolean }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  useFocusReturn({ opened: dialog !== null })
  return (
    <Stack component="section" aria-labelledby="balances">
      <Group justify="space-between">
        <Title order={2} id="balances">
          {t('account.balances')}
        </Title>
        {mine && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconArrowDownLeft size={17} aria-hidden />}
            onClick={() => setDialog({ kind: 'token' })}
          >
            {t('deposit.tokenTitle')}
          </Button>
        )}
      </Group>
      {account.balances.length === 0 ? (
        <Paper>
          <Empty icon={<IconCoins aria-hidden />} title={t('account.nothing')} text={t('account.nothingText')} />
        </Paper>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {account.balances.map(({ asset, amount }) => (
            <Paper key={asset.id}>
              <Stack gap="xs">
                <Text size="sm" c="dimmed">
                  {t(`asset.${asset.kind}`)}
                </Text>
                <Amount value={amount} unit={asset} fz={28} fw={600} />
                {mine && asset.kind !== 'issued' && (
                  <Group mt="xs">
                    <Button
                      size="sm"
                      leftSection={<IconArrowUpRight size={17} aria-hidden />}
                      disabled={BigInt(amount) === 0n}
                      onClick={() => setDialog({ kind: 'withdraw', asset, amount })}
                    >
                      {t('withdraw.open')}
                    </Button>
                    {asset.kind === 'erc20' && (
                      <Button
                        size="sm"
                        variant="default"
                        leftSection={<IconArrowDownLeft size={17} aria-hidden />}
                        onClick={() => setDialog({ kind: 'deposit', asset, amount })}
                      >
                        {t('deposit.open')}
                      </Button>
                    )}
                  </Group>
                )}
              </Stack>
            </Paper>
          ))}
        </SimpleGrid>
      )}
      {dialog?.kind === 'withdraw' && <WithdrawModal asset={dialog.asset} balance={dialog.amount} onClose={close} />}
      {dialog?.kind === 'token' && (
        <DepositTokenModal onClose={close} onFound={asset => setDialog({ kind: 'deposit', asset, amount: '0' })} />
      )}
      {dialog?.kind === 'deposit' && <DepositModal asset={dialog.asset} onClose={close} />}
    </Stack>
  )
}
