import { Modal, Skeleton, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import type { WithdrawModalProps } from '../WithdrawModal.tsx'
import { PayOutByBusiness } from './PayOutByBusiness.tsx'
import { PayOutByRail } from './PayOutByRail.tsx'
import { useAssetRail } from './useAssetRail.ts'

/** Has units of a currency paid out, by whoever has the money behind them. */
export function PayOutModal(props: WithdrawModalProps) {
  const { t } = useTranslation()
  const { payer, error, retry } = useAssetRail(props.asset)
  if (payer?.kind === 'rail') return <PayOutByRail {...props} rail={payer.rail} />
  if (payer?.kind === 'business') return <PayOutByBusiness {...props} payer={payer} />
  return (
    <Modal opened onClose={props.onClose} title={t('withdraw.title')}>
      {error ? (
        <ErrorState error={error} retry={retry} />
      ) : payer ? (
        <Text>{t('payout.nobody')}</Text>
      ) : (
        <Skeleton height={160} radius="lg" role="status" aria-label={t('common.loading')} />
      )}
    </Modal>
  )
}
