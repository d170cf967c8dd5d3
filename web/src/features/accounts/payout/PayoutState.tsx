import type { InstructionView } from '@concordat/sdk/payments/views.ts'
import { Badge, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { describeRefusal } from '../../../lib/messages.ts'
import type { NamedAccount } from '../../../lib/rails/payoutAccounts.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { nowSeconds } from '../../../lib/waiting.ts'
import { failureOf } from './failures.ts'

const colors = { issued: 'yellow', accepted: 'blue', paid: 'green', failed: 'red', reversed: 'red' } as const

type PayoutStateProps = {
  payout: InstructionView
  /** The receiving account, where the reader may know it. */
  account: NamedAccount | undefined
  holdSeconds: number
  /** Whether the business pays it by itself. */
  byBusiness: boolean
}

/** How far a payout is, and why it waits or did not arrive. */
export function PayoutState({ payout, account, holdSeconds, byBusiness }: PayoutStateProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const order = account?.orders.find(({ instruction }) => instruction === payout.id)
  const heldUntil = payout.issuedAt + holdSeconds
  const code = failureOf(payout.evidence)

  const why = (): string | null => {
    switch (payout.state) {
      case 'issued':
        if (byBusiness) return t('payout.why.business')
        if (order?.refusal) return t('payout.why.refused', { reason: describeRefusal(order.refusal, i18n.language) })
        if (order?.state === 'sent') return t('payout.why.sent')
        if (holdSeconds > 0 && heldUntil > nowSeconds())
          return t('payout.why.held', { date: format.dateTime(heldUntil) })
        return account?.rail === 'bank' ? t('payout.why.bank') : t('payout.why.waiting')
      case 'accepted':
        return t('payout.why.accepted')
      case 'paid':
        return payout.reportedAt === null ? null : t('payout.why.paid', { date: format.dateTime(payout.reportedAt) })
      default: {
        const reason = code ? t(`payout.failure.${code}`) : t('payout.failure.unknown')
        return payout.state === 'failed' ? t('payout.why.failed', { reason }) : t('payout.why.reversed', { reason })
      }
    }
  }
  const text = why()
  return (
    <Stack gap={2}>
      <div>
        <Badge color={colors[payout.state]}>{t(`payout.states.${payout.state}`)}</Badge>
      </div>
      {text && (
        <Text size="xs" c="dimmed" maw={320}>
          {text}
        </Text>
      )}
    </Stack>
  )
}
