import type { AssetView } from '@concordat/sdk/views.ts'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { describeCode } from '../../../lib/messages.ts'
import { type NamedAccount, useAddPayoutAccount } from '../../../lib/rails/payoutAccounts.ts'
import type { AgreementRail } from '../../../lib/rails/rail.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { checkAmount } from '../checkAmount.ts'
import { AccountFields, problemsOf } from './AccountFields.tsx'
import { tidyAccount } from './checkIban.ts'

type AddAccountFormProps = {
  asset: AssetView
  rail: AgreementRail
  onAdded: (added: NamedAccount) => void
  onCancel: () => void
}

/** Names a bank account that units of a currency are paid out to. */
export function AddAccountForm({ asset, rail, onAdded, onCancel }: AddAccountFormProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState({ holder: '', account: '' })
  const [minimum, setMinimum] = useState('')
  const [tried, setTried] = useState(false)
  const add = useAddPayoutAccount()
  const least = BigInt(rail.limits.minPayout ?? 0)
  const ibanOnly = rail.processor.rail === 'bank'

  const read =
    minimum.trim() === '' ? { amount: least, problem: null } : checkAmount(minimum, asset.decimals, format.locale)
  const tooLow = read.amount !== null && read.amount < least ? 'BelowRailMinimum' : null
  const problem = read.problem ?? tooLow
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const problems = problemsOf(typed, ibanOnly)
    if (problems.holder || problems.account || problem || read.amount === null) return
    add.mutate(
      {
        agreement: rail.agreement,
        holder: typed.holder.trim(),
        account: tidyAccount(typed.account),
        minimum: read.amount.toString(),
      },
      { onSuccess: onAdded },
    )
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="lg">
        <AccountFields value={typed} onChange={setTyped} tried={tried} ibanOnly={ibanOnly} />
        <TextInput
          label={t('payout.minimum')}
          description={
            least > 0n ? t('payout.minimumAtLeast', { amount: format.amount(least, asset) }) : t('payout.minimumHelp')
          }
          value={minimum}
          onChange={event => setMinimum(event.currentTarget.value)}
          error={tried && problem ? describeCode(problem, {}, i18n.language) : null}
          inputMode="decimal"
          autoComplete="off"
        />
        <Text size="sm" c="dimmed">
          {t('payout.private')}
        </Text>
        {add.error && <ErrorState error={add.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={add.isPending}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('payout.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
