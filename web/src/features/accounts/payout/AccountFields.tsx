import { Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { describeCode } from '../../../lib/messages.ts'
import { isBankAccount, isIban, tidyAccount } from './checkIban.ts'

export type Typed = { holder: string; account: string }

/** What is wrong with a typed bank account, by field; nothing when it can be used. */
export function problemsOf({ holder, account }: Typed, ibanOnly: boolean) {
  const tidy = tidyAccount(account)
  const fits = ibanOnly ? isIban(tidy) : isBankAccount(tidy)
  return { holder: holder.trim() === '' ? 'HolderMissing' : null, account: fits ? null : 'BankAccountInvalid' }
}

type AccountFieldsProps = { value: Typed; onChange: (value: Typed) => void; tried: boolean; ibanOnly: boolean }

/** Whose bank account, and which. */
export function AccountFields({ value, onChange, tried, ibanOnly }: AccountFieldsProps) {
  const { t, i18n } = useTranslation()
  const problems = problemsOf(value, ibanOnly)
  const say = (code: string | null) => (tried && code ? describeCode(code, {}, i18n.language) : null)
  return (
    <Stack gap="lg">
      <TextInput
        label={t('payout.holder')}
        description={t('payout.holderHelp')}
        value={value.holder}
        onChange={event => onChange({ ...value, holder: event.currentTarget.value })}
        error={say(problems.holder)}
        maxLength={200}
        autoComplete="name"
      />
      <TextInput
        label={t('payout.account')}
        description={ibanOnly ? t('payout.ibanHelp') : t('payout.accountHelp')}
        value={value.account}
        onChange={event => onChange({ ...value, account: event.currentTarget.value })}
        error={say(problems.account)}
        autoComplete="off"
        spellCheck={false}
      />
    </Stack>
  )
}
