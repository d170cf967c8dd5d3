import { Button, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChain } from '../../../lib/chain.tsx'
import { describeCode } from '../../../lib/messages.ts'
import { unitOf, usePayoutAccounts } from '../../../lib/rails/payoutAccounts.ts'
import type { AgreementRail } from '../../../lib/rails/rail.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { AmountField } from '../AmountField.tsx'
import { checkAmount } from '../checkAmount.ts'
import { WithdrawFrame } from '../WithdrawFrame.tsx'
import type { WithdrawModalProps } from '../WithdrawModal.tsx'
import { AddAccountForm } from './AddAccountForm.tsx'
import { ChooseAccount } from './ChooseAccount.tsx'
import { usePayOut } from './usePayOut.ts'

/** A payout that the processor carries out, to a bank account that the owner named before or names now. */
export function PayOutByRail({ asset, balance, onClose, rail }: WithdrawModalProps & { rail: AgreementRail }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { contracts } = useChain()
  const named = usePayoutAccounts()
  const [chosen, setChosen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const action = usePayOut(asset)

  const accounts = (named.query.data ?? []).filter(each => unitOf(each, contracts.Payments) === asset.id)
  const account = accounts.find(({ key }) => key === chosen) ?? accounts.at(-1)
  const checked = checkAmount(text, asset.decimals, format.locale, BigInt(balance))
  const minimum = account?.struct.minimum ?? 0n
  const tooLittle = checked.amount !== null && checked.amount < minimum
  const problem = checked.problem ?? (tooLittle ? 'BelowPayoutMinimum' : null)
  const written = checked.amount === null || problem || !account ? null : format.amount(checked.amount, asset)
  const to = account ? `${account.holder} · ${account.account}` : ''

  if (adding)
    return (
      <Modal opened onClose={onClose} title={t('payout.add')}>
        <AddAccountForm
          asset={asset}
          rail={rail}
          onCancel={() => setAdding(false)}
          onAdded={({ key }) => {
            setChosen(key)
            setAdding(false)
          }}
        />
      </Modal>
    )
  return (
    <WithdrawFrame
      amount={written}
      confirmation={t('payout.confirm', { amount: written, account: to })}
      action={action}
      onConfirm={() => account && checked.amount !== null && action.run({ to: account.struct, amount: checked.amount })}
      onTried={() => setTried(true)}
      onClose={onClose}
      after={<Text size="sm">{t('payout.doneRail')}</Text>}
    >
      <Stack gap="sm">
        <ChooseAccount
          named={named}
          accounts={accounts}
          value={account?.key ?? null}
          onChange={setChosen}
          error={tried && !account ? describeCode('BankAccountMissing', {}, i18n.language) : null}
        />
        <Button variant="default" size="sm" style={{ alignSelf: 'flex-start' }} onClick={() => setAdding(true)}>
          {t('payout.add')}
        </Button>
      </Stack>
      <AmountField
        asset={asset}
        balance={balance}
        text={text}
        onChange={setText}
        error={
          tried && problem
            ? tooLittle
              ? t('payout.belowMinimum', { amount: format.amount(minimum, asset) })
              : describeCode(problem, {}, i18n.language)
            : null
        }
      />
    </WithdrawFrame>
  )
}
