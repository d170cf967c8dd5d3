import { currencyCode } from '@concordat/sdk/ids.ts'
import { type Particulars, particularsHash } from '@concordat/sdk/payments/particulars.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import { Alert, Text } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stringToHex } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { useDirectory } from '../../../lib/directory.ts'
import { describeCode } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { AmountField } from '../AmountField.tsx'
import { checkAmount } from '../checkAmount.ts'
import { WithdrawFrame } from '../WithdrawFrame.tsx'
import type { WithdrawModalProps } from '../WithdrawModal.tsx'
import { AccountFields, problemsOf } from './AccountFields.tsx'
import { tidyAccount } from './checkIban.ts'
import { GiveParticulars } from './GiveParticulars.tsx'
import { particularsOf, useOwnParticulars } from './ownParticulars.ts'
import type { Payer } from './useAssetRail.ts'
import { usePayOut } from './usePayOut.ts'

type PayOutByBusinessProps = WithdrawModalProps & { payer: Extract<Payer, { kind: 'business' }> }

/** A payout of units that only the business's own word stands behind: it makes the transfer itself, and states it. */
export function PayOutByBusiness({ asset, balance, onClose, payer }: PayOutByBusinessProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { actor } = useActor()
  const { businessOf } = useDirectory()
  const own = useOwnParticulars(actor?.address)
  const [typed, setTyped] = useState({
    holder: own.last?.holder ?? actor?.name ?? '',
    account: own.last?.account ?? '',
  })
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [given, setGiven] = useState<Particulars | null>(null)
  const action = usePayOut(asset)

  const checked = checkAmount(text, asset.decimals, format.locale, BigInt(balance))
  const problems = problemsOf(typed, true)
  const fits = checked.amount !== null && !problems.holder && !problems.account
  const written = fits && checked.amount !== null ? format.amount(checked.amount, asset) : null
  const business = businessOf(payer.business)
  const confirm = () => {
    if (!actor || checked.amount === null) return
    const particulars = particularsOf(typed.holder.trim(), tidyAccount(typed.account), own.list)
    own.remember(particulars)
    setGiven(particulars)
    const to: PayoutAccount = {
      owner: actor.address,
      rail: stringToHex('bank', { size: 32 }),
      account: particularsHash(particulars),
      minimum: 0n,
      quorum: payer.quorum,
      currency: currencyCode(asset.symbol),
      processor: payer.business,
    }
    action.run({ to, amount: checked.amount })
  }
  return (
    <WithdrawFrame
      amount={written}
      confirmation={t('payout.confirmBusiness', { amount: written, business, account: tidyAccount(typed.account) })}
      action={action}
      onConfirm={confirm}
      onTried={() => setTried(true)}
      onClose={onClose}
      after={given && <GiveParticulars particulars={given} business={business} />}
    >
      <Alert color="blue" radius="lg" icon={<IconBuildingBank aria-hidden />}>
        <Text size="sm">{t('payout.businessPays', { business })}</Text>
      </Alert>
      <AccountFields value={typed} onChange={setTyped} tried={tried} ibanOnly />
      <AmountField
        asset={asset}
        balance={balance}
        text={text}
        onChange={setText}
        error={tried && checked.problem ? describeCode(checked.problem, {}, i18n.language) : null}
      />
    </WithdrawFrame>
  )
}
