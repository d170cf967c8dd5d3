import { Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import type { NamedAccount, usePayoutAccounts } from '../../../lib/rails/payoutAccounts.ts'

type ChooseAccountProps = {
  named: ReturnType<typeof usePayoutAccounts>
  accounts: NamedAccount[]
  value: string | null
  onChange: (key: string) => void
  error: string | null
}

/** To which of the owner's bank accounts. */
export function ChooseAccount({ named, accounts, value, onChange, error }: ChooseAccountProps) {
  const { t } = useTranslation()
  const { query, needsConsent, ask } = named
  if (needsConsent)
    return (
      <Group justify="space-between">
        <Text size="sm">{t('payout.signToSee')}</Text>
        <Button size="sm" variant="default" onClick={ask}>
          {t('payout.show')}
        </Button>
      </Group>
    )
  if (query.isError) return <ErrorState error={query.error} retry={() => query.refetch()} />
  if (query.isPending) return <Skeleton height={56} radius="lg" role="status" aria-label={t('common.loading')} />
  if (accounts.length === 0)
    return (
      <Text size="sm" {...(error ? { c: 'red', role: 'alert' } : {})}>
        {error ?? t('payout.noneYet')}
      </Text>
    )
  return (
    <Radio.Group label={t('payout.to')} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {accounts.map(({ key, holder, account }) => (
          <Radio key={key} value={key} label={holder} description={account} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
