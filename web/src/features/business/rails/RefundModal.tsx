import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import type { RowView } from '@concordat/sdk/views.ts'
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatUnits, type Hex, parseUnits } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { KeyField } from '../../../components/KeyField.tsx'
import { parseAmount } from '../../../lib/format.ts'
import { describeCode } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useRefund } from './queries.ts'

type RefundModalProps = {
  business: Hex
  /** Whether the reader manages the business, and needs no key. */
  manages: boolean
  payment: RowView
  /** What has not gone back of it yet, in the currency's minor unit. */
  left: bigint
  onClose: () => void
}

/** Gives a payer all or a part back. */
export function RefundModal({ business, manages, payment, left, onClose }: RefundModalProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { currency = '', payer } = payment.data
  const decimals = currencyDecimals(currency)
  const written = (amount: bigint) => format.amount(amount, { symbol: currency, decimals })
  const plain = (amount: bigint) =>
    new Intl.NumberFormat(format.locale, { useGrouping: false, maximumFractionDigits: decimals }).format(
      formatUnits(amount, decimals) as Intl.StringNumericLiteral,
    )
  const [text, setText] = useState(() => plain(left))
  const [tried, setTried] = useState(false)
  const refund = useRefund(business)
  const amount = parseAmount(text, decimals, format.locale)
  const problem =
    amount === null
      ? 'AmountInvalid'
      : amount === 0n
        ? 'AmountNotPositive'
        : amount > left
          ? 'RefundAbovePayment'
          : null
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amount === null || problem) return
    refund.mutate({ payment: payment.id, amount: formatUnits(amount, decimals) })
  }
  if (refund.isSuccess)
    return (
      <Modal opened onClose={onClose} title={t('refund.title')}>
        <Stack gap="lg">
          <Alert
            role="status"
            color="green"
            radius="lg"
            icon={<IconCheck aria-hidden />}
            title={t('refund.done', {
              amount: written(parseUnits(refund.data.amount, decimals)),
            })}
          >
            {t('refund.doneText')}
          </Alert>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.close')}</Button>
          </Group>
        </Stack>
      </Modal>
    )
  return (
    <Modal opened onClose={onClose} title={t('refund.title')}>
      <form onSubmit={send} noValidate>
        <Stack gap="lg">
          <Text size="sm">{t('refund.of', { payer, id: payment.id, amount: written(left) })}</Text>
          <TextInput
            label={t('common.amount')}
            description={t('refund.amountHelp')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            error={tried && problem ? describeCode(problem, {}, i18n.language) : null}
            inputMode="decimal"
            autoComplete="off"
          />
          {!manages && <KeyField business={business} />}
          {refund.error && <ErrorState error={refund.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={refund.isPending}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={refund.isPending}>
              {t('refund.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
