import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconCheck, IconFileDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { inFours } from '../../../lib/inFours.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { nextQuery, useMakeFile } from './queries.ts'
import type { Next } from './views.ts'

/** What is to be paid out now, and the file that tells the bank. */
export function NextFile({ business, mayRead }: { business: Hex; mayRead: boolean }) {
  const query = useQuery(nextQuery(business, mayRead))
  return (
    <QueryState query={query} height={80}>
      {data => (
        <Stack gap="sm">
          {data.map(next => (
            <NextOfAccount key={next.account} business={business} next={next} />
          ))}
        </Stack>
      )}
    </QueryState>
  )
}

function NextOfAccount({ business, next }: { business: Hex; next: Next }) {
  const { t } = useTranslation()
  const format = useFormat()
  const make = useMakeFile(business)
  const { account, currency, transfers, total, later } = next
  const count = { count: transfers, number: format.number(transfers) }
  return (
    <Paper withBorder p="md" radius="lg" component="section" aria-label={`${t('bank.next')} ${account}`}>
      <Group justify="space-between" gap="md">
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {inFours(account)}
          </Text>
          <Text fw={600}>
            {currency === null
              ? t('bank.nothing')
              : t('bank.toPay', { ...count, total: format.money(total, currency) })}
          </Text>
          {later > 0 && (
            <Text size="sm" c="dimmed">
              {t('bank.later', { count: later, number: format.number(later) })}
            </Text>
          )}
        </Stack>
        <Button
          leftSection={<IconFileDownload size={18} aria-hidden />}
          disabled={currency === null}
          loading={make.isPending}
          onClick={() => make.mutate(account)}
        >
          {t('bank.make')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {t('bank.makeHelp')}
      </Text>
      {make.error && <ErrorState error={make.error} />}
      {make.data && !make.error && (
        <Alert role="status" color="green" radius="lg" mt="md" icon={<IconCheck aria-hidden />} title={t('bank.made')}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('bank.madeText', { id: make.data.id })}
          </Text>
        </Alert>
      )}
    </Paper>
  )
}
