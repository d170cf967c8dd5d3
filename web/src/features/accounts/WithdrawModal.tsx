import type { AssetView } from '@concordat/sdk/views.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeCode } from '../../lib/messages.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { AmountField } from './AmountField.tsx'
import { useWithdraw } from './actions.ts'
import { checkAmount } from './checkAmount.ts'
import { PayOutModal } from './payout/PayOutModal.tsx'
import { WithdrawFrame } from './WithdrawFrame.tsx'

export type WithdrawModalProps = { asset: AssetView; balance: string; onClose: () => void }

/** Takes money out of the account: a currency is paid out to a bank account, tokens go to the wallet. */
export function WithdrawModal(props: WithdrawModalProps) {
  return props.asset.kind === 'currency' ? <PayOutModal {...props} /> : <WithdrawTokens {...props} />
}

function WithdrawTokens({ asset, balance, onClose }: WithdrawModalProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const action = useWithdraw(asset)
  const { amount, problem } = checkAmount(text, asset.decimals, format.locale, BigInt(balance))
  const written = amount === null ? null : format.amount(amount, asset)
  return (
    <WithdrawFrame
      amount={written}
      confirmation={t('withdraw.confirmToken', { amount: written })}
      action={action}
      onConfirm={() => amount !== null && action.run(amount)}
      onTried={() => setTried(true)}
      onClose={onClose}
    >
      <AmountField
        asset={asset}
        balance={balance}
        text={text}
        onChange={setText}
        error={tried && problem ? describeCode(problem, {}, i18n.language) : null}
      />
    </WithdrawFrame>
  )
}
