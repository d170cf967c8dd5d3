import type { AccountView } from '@concordat/sdk/views.ts'
import { Stack, Text } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Section } from '../../components/Section.tsx'

/** What the reader holds. */
export function Holdings({ account }: { account: AccountView }) {
  const { t } = useTranslation()
  return (
    <Section title={t('home.holdings')}>
      {account.balances.length === 0 ? (
        <Empty icon={<IconCoins aria-hidden />} title={t('home.noHoldings')} text={t('home.noHoldingsText')} />
      ) : (
        <Stack gap="md">
          {account.balances.map(({ asset, amount }) => (
            <div key={asset.id}>
              <Amount value={amount} unit={asset} fz={28} fw={600} />
              <Text size="sm" c="dimmed">
                {t(`asset.${asset.kind}`)}
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </Section>
  )
}
