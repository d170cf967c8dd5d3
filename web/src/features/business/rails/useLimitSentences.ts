import { useTranslation } from 'react-i18next'
import type { Limits } from '../../../lib/rails/rail.ts'
import { useFormat } from '../../../lib/useFormat.ts'

/** Puts what a rail allows into words. */
export function useLimitSentences() {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ maxShareBps, maxReceivers, minPayout, holdSeconds, releaseSeconds }: Limits): string[] => [
    ...(maxShareBps === undefined ? [] : [t('connections.limit.share', { share: format.bps(maxShareBps) })]),
    ...(maxReceivers === undefined
      ? []
      : [t('connections.limit.receivers', { count: maxReceivers, number: format.number(maxReceivers) })]),
    ...(minPayout === undefined ? [] : [t('connections.limit.payout', { amount: format.number(BigInt(minPayout)) })]),
    ...(holdSeconds ? [t('connections.limit.hold', { time: format.duration(holdSeconds) })] : []),
    ...(releaseSeconds === undefined
      ? []
      : [t('connections.limit.release', { time: format.duration(releaseSeconds) })]),
  ]
}
