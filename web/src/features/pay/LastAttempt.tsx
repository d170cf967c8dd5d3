import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCreditCardOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { checkoutQuery, forgetLast, readLast } from './queries.ts'
import { useDeclineText } from './useDeclineText.ts'

/** What became of the payment that was begun last, when the payer came back without it. */
export function LastAttempt({ root }: { root: Hex }) {
  const { t } = useTranslation()
  const declineText = useDeclineText()
  const [id, setId] = useState(() => readLast(root))
  const { data } = useQuery({ ...checkoutQuery(id ?? ''), enabled: id !== null, refetchInterval: false })
  if (!id || !data || data.state === 'paid' || data.state === 'processing') return null
  const forget = () => {
    forgetLast(root)
    setId(null)
  }
  const expired = data.state === 'expired'
  return (
    <Alert
      role="status"
      color={data.declined ? 'red' : 'yellow'}
      radius="lg"
      icon={<IconCreditCardOff aria-hidden />}
      title={data.declined ? t('pay.declined') : expired ? t('pay.expired') : t('pay.unfinished')}
    >
      <Stack gap="sm">
        <Text size="sm">
          {data.declined ? declineText(data.declined) : expired ? t('pay.expiredText') : t('pay.unfinishedText')}
        </Text>
        <Group gap="sm">
          {data.url && !expired && (
            <Button size="sm" component="a" href={data.url}>
              {t('pay.goOn')}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={forget}>
            {t('pay.begin')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
