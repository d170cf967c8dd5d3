import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useConnection, useSwitchChain } from 'wagmi'
import { useChain } from '../lib/chain.tsx'
import { describeError } from '../lib/messages.ts'

/** Says that the connected wallet looks at another chain than this page, and offers to change it there. */
export function WrongChain() {
  const { t, i18n } = useTranslation()
  const { chain } = useChain()
  const connection = useConnection()
  const change = useSwitchChain()
  if (!connection.isConnected || connection.chainId === chain.id) return null
  return (
    <Alert
      role="alert"
      color="orange"
      radius="lg"
      mb="lg"
      icon={<IconArrowsExchange aria-hidden />}
      title={t('wallet.wrongChain')}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('wallet.wrongChainText', { given: connection.chainId, expected: chain.id })}</Text>
        <Button size="sm" loading={change.isPending} onClick={() => change.mutate({ chainId: chain.id })}>
          {t('wallet.changeChain')}
        </Button>
        {change.error && <Text size="sm">{describeError(change.error, i18n.language).sentence}</Text>}
      </Stack>
    </Alert>
  )
}
