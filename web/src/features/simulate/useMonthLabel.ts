import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/useFormat.ts'

/** Names the months of a simulation: by calendar where the terms settle by month, else by number. */
export function useMonthLabel(terms: Agreement): (index: number) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const { firstMonth, closeAfter } = terms.rules.period
  return index =>
    closeAfter > 0 ? format.month(firstMonth + index, 'short') : t('whatIf.inMonth', { number: index + 1 })
}
