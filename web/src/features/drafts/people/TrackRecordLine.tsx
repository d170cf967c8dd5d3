import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { agreementsQuery } from '../../../lib/reads.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { trackRecordOf } from './trackRecord.ts'

/** What the ledger knows of who sits here, to be read before anything is confirmed (SP-11). */
export function TrackRecordLine({ account }: { account: Address }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, isPending } = useQuery(agreementsQuery({ party: account }))
  if (isPending) return <Skeleton h={16} w={240} />
  if (!data) return null
  const { running, completed, ended, businesses, since } = trackRecordOf(data.agreements)
  if (since === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('draft.record.none')}
      </Text>
    )
  }
  const parts = [
    t('draft.record.running', { count: running }),
    ...(completed > 0 ? [t('draft.record.completed', { count: completed })] : []),
    ...(ended > 0 ? [t('draft.record.ended', { count: ended })] : []),
    t('draft.record.businesses', { count: businesses }),
  ]
  return (
    <Text size="sm" c="dimmed">
      {t('draft.record.since', { date: format.date(since), list: format.list(parts) })}
    </Text>
  )
}
