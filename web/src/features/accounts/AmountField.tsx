import type { AssetView } from '@concordat/sdk/views.ts'
import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatUnits } from 'viem'
import { useFormat } from '../../lib/useFormat.ts'

type AmountFieldProps = {
  asset: AssetView
  balance: string
  text: string
  onChange: (text: string) => void
  error: string | null
}

/** How much of what an account holds; all of it with one press. */
export function AmountField({ asset, balance, text, onChange, error }: AmountFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const plain = { useGrouping: false, maximumFractionDigits: asset.decimals }
  const all = formatUnits(BigInt(balance), asset.decimals) as Intl.StringNumericLiteral
  return (
    <TextInput
      label={t('withdraw.amount')}
      description={t('withdraw.available', { amount: format.amount(balance, asset) })}
      value={text}
      onChange={event => onChange(event.currentTarget.value)}
      error={error}
      inputMode="decimal"
      autoComplete="off"
      rightSectionWidth={72}
      rightSection={
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onChange(new Intl.NumberFormat(format.locale, plain).format(all))}
        >
          {t('withdraw.all')}
        </Button>
      }
      data-autofocus
    />
  )
}
