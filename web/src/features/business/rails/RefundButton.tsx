import type { RowView } from '@concordat/sdk/views.ts'
import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { RefundModal } from './RefundModal.tsx'

type RefundButtonProps = { business: Hex; manages: boolean; payment: RowView; left: bigint | undefined }

/** Offers to give a payment back, as far as it has not gone back. */
export function RefundButton({ business, manages, payment, left }: RefundButtonProps) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure()
  if (left === undefined) return null
  if (left <= 0n && !opened)
    return (
      <Text size="sm" c="dimmed">
        {t('refund.all')}
      </Text>
    )
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={open} aria-label={`${t('refund.open')}: ${payment.id}`}>
        {t('refund.open')}
      </Button>
      {opened && <RefundModal business={business} manages={manages} payment={payment} left={left} onClose={close} />}
    </>
  )
}
