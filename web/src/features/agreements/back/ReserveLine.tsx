import type { AgreementView } from '@concordat/sdk/views.ts'
import { Alert } from '@mantine/core'
import { IconShieldHalf } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { railQuery } from '../../../lib/rails/rail.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { nowSeconds } from '../../../lib/waiting.ts'
import { lastReceiptsQuery } from '../queries.ts'

type ReserveLineProps = { agreement: AgreementView; withheld: bigint }

/** What the account withholds for refunds and disputes, and when it lets go of it; nothing where it withholds nothing. */
export function ReserveLine({ agreement, withheld }: ReserveLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const rail = useQuery(railQuery(agreement.root))
  const reserve = rail.data?.processor.reserve
  const receipts = useQuery({ ...lastReceiptsQuery(agreement.root), enabled: reserve !== undefined })
  if (!reserve) return null

  const times = (receipts.data?.payments ?? []).map(({ timestamp }) => timestamp + reserve.duration)
  const waiting = times.filter(time => time > nowSeconds())
  // Older receipts than those read may come first, unless one of those read is released already.
  const isWhole = receipts.data?.next === null || waiting.length < times.length
  const next = isWhole && waiting.length > 0 ? Math.min(...waiting) : null
  return (
    <Alert
      color="blue"
      radius="lg"
      icon={<IconShieldHalf aria-hidden />}
      title={t('reserve.title', { amount: format.amount(withheld, agreement.asset) })}
    >
      {t('reserve.text', { share: format.bps(reserve.rateBps), time: format.duration(reserve.duration) })}{' '}
      {withheld > 0n && next !== null && t('reserve.next', { date: format.dateTime(next) })}
    </Alert>
  )
}
