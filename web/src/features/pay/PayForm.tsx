import type { AgreementView } from '@concordat/sdk/views.ts'
import { Button, Checkbox, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/ErrorState.tsx'
import { useActor } from '../../lib/actor.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { parseAmount } from '../../lib/format.ts'
import { describeCode } from '../../lib/messages.ts'
import type { AgreementRail } from '../../lib/rails/rail.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { LastAttempt } from './LastAttempt.tsx'
import { PayPreview } from './PayPreview.tsx'
import { TransferDetails } from './TransferDetails.tsx'
import { useBeginPayment } from './useBeginPayment.ts'

/** What somebody wants to pay, and who would get it. */
export function PayForm({ agreement, rail }: { agreement: AgreementView; rail: AgreementRail }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { actor } = useActor()
  const { nameOf } = useDirectory()
  const [text, setText] = useState('')
  const [purpose, setPurpose] = useState('')
  const [name, setName] = useState('')
  const [signs, setSigns] = useState(false)
  const [tried, setTried] = useState(false)
  const begin = useBeginPayment(agreement, rail)
  const byTransfer = rail.processor.rail === 'bank'
  const { asset, root } = agreement

  const amount = parseAmount(text, asset.decimals, format.locale)
  const say = (code: string | null) => (tried && code ? describeCode(code, {}, i18n.language) : null)
  const amountProblem = amount === null ? 'AmountInvalid' : amount === 0n ? 'AmountNotPositive' : null
  const purposeProblem = purpose.trim() === '' ? 'PurposeMissing' : null
  const byWallet = signs && actor !== null && !byTransfer
  const nameProblem = !byWallet && name.trim() === '' ? 'PayerMissing' : null

  const pay = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amount === null || amountProblem || purposeProblem || nameProblem) return
    const payer = byWallet ? { wallet: actor.address } : { name: name.trim() }
    begin.mutate({ amount, purpose: purpose.trim(), payer })
  }
  if (begin.data) return <TransferDetails order={begin.data} onAgain={begin.reset} />
  return (
    <Stack gap="xl">
      <LastAttempt root={root} />
      <Paper component="form" onSubmit={pay} noValidate>
        <Stack gap="lg">
          <TextInput
            label={t('pay.amount')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            error={say(amountProblem)}
            inputMode="decimal"
            autoComplete="transaction-amount"
            rightSection={
              <Text size="sm" c="dimmed">
                {rail.currency}
              </Text>
            }
            rightSectionWidth={64}
          />
          <TextInput
            label={t('pay.purpose')}
            description={t('pay.purposeHelp')}
            value={purpose}
            onChange={event => setPurpose(event.currentTarget.value)}
            error={say(purposeProblem)}
            maxLength={byTransfer ? 100 : 250}
          />
          {!byWallet && (
            <TextInput
              label={t('pay.payer')}
              description={byTransfer ? t('pay.transfer.payerHelp') : t('pay.payerHelp')}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              error={say(nameProblem)}
              maxLength={100}
              autoComplete="name"
            />
          )}
          {actor && !byTransfer && (
            <Checkbox
              label={t('pay.sign', { name: actor.name ?? nameOf(actor.address) })}
              description={t('pay.signHelp')}
              checked={signs}
              onChange={event => setSigns(event.currentTarget.checked)}
            />
          )}
          <PayPreview agreement={agreement} rail={rail} amount={amount ?? 0n} />
          {begin.error && <ErrorState error={begin.error} />}
          <Group justify="space-between" gap="md">
            <Group gap={8} wrap="nowrap" c="dimmed" style={{ flex: '1 1 220px' }}>
              <IconLock size={17} aria-hidden style={{ flex: 'none' }} />
              <Text size="sm">{byTransfer ? t('pay.transfer.there') : t('pay.there')}</Text>
            </Group>
            <Button type="submit" size="md" loading={begin.isPending}>
              {byTransfer ? t('pay.transfer.go') : t('pay.go')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Stack>
  )
}
