import type { AssetView } from '@concordat/sdk/views.ts'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatUnits } from 'viem'
import { ActionProgress } from '../../components/ActionProgress.tsx'
import { describeCode } from '../../lib/messages.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { referenceBytes, useWithdraw } from './actions.ts'
import { checkAmount } from './checkAmount.ts'

type WithdrawModalProps = { asset: AssetView; balance: string; onClose: () => void }

const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** Takes money out of the account: amount, confirmation, result. */
export function WithdrawModal({ asset, balance, onClose }: WithdrawModalProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState('')
  const [reference, setReference] = useState('')
  const [step, setStep] = useState<'enter' | 'confirm'>('enter')
  const [tried, setTried] = useState(false)
  const action = useWithdraw(asset)
  const checked = checkAmount(text, asset.decimals, format.locale, BigInt(balance))
  const tooLong = bytesOf(reference) > referenceBytes
  const currency = asset.kind === 'currency'
  const amount = checked.amount === null ? '' : format.amount(checked.amount, asset)

  const next = () => {
    setTried(true)
    if (checked.amount !== null && !tooLong) setStep('confirm')
  }
  const all = () =>
    setText(
      new Intl.NumberFormat(format.locale, { useGrouping: false, maximumFractionDigits: asset.decimals }).format(
        formatUnits(BigInt(balance), asset.decimals) as Intl.StringNumericLiteral,
      ),
    )

  return (
    <Modal opened onClose={onClose} title={t('withdraw.title')} closeOnClickOutside={!action.pending}>
      <Stack gap="lg">
        {action.phase === 'idle' && !action.error && step === 'enter' && (
          <form
            onSubmit={event => {
              event.preventDefault()
              next()
            }}
          >
            <Stack gap="lg">
              <TextInput
                label={t('withdraw.amount')}
                description={t('withdraw.available', { amount: format.amount(balance, asset) })}
                value={text}
                onChange={event => setText(event.currentTarget.value)}
                error={tried && checked.problem ? describeCode(checked.problem, {}, i18n.language) : null}
                inputMode="decimal"
                autoComplete="off"
                rightSectionWidth={72}
                rightSection={
                  <Button size="compact-sm" variant="subtle" onClick={all}>
                    {t('withdraw.all')}
                  </Button>
                }
                data-autofocus
              />
              {currency && (
                <TextInput
                  label={t('withdraw.reference')}
                  description={t('withdraw.referenceHelp')}
                  value={reference}
                  onChange={event => setReference(event.currentTarget.value)}
                  error={tooLong ? t('withdraw.referenceTooLong') : null}
                />
              )}
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {t('common.cancel')}
                </Button>
                <Button type="submit">{t('withdraw.next')}</Button>
              </Group>
            </Stack>
          </form>
        )}
        {action.phase === 'idle' && !action.error && step === 'confirm' && checked.amount !== null && (
          <Stack gap="lg">
            <Text>{currency ? t('withdraw.confirmCurrency', { amount }) : t('withdraw.confirmToken', { amount })}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setStep('enter')}>
                {t('withdraw.back')}
              </Button>
              <Button onClick={() => action.run({ amount: checked.amount, reference })}>
                {t('withdraw.confirm', { amount })}
              </Button>
            </Group>
          </Stack>
        )}
        <ActionProgress phase={action.phase} error={action.error} doneText={t('withdraw.done', { amount })} />
        {(action.phase === 'done' || action.error) && (
          <Group justify="flex-end">
            {action.error && (
              <Button variant="default" onClick={action.reset}>
                {t('withdraw.back')}
              </Button>
            )}
            <Button onClick={onClose}>{t('common.close')}</Button>
          </Group>
        )}
      </Stack>
    </Modal>
  )
}
