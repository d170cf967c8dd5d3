import { Rail } from '@concordat/sdk/payments/processor.ts'
import { Basis } from '@concordat/sdk/splits/terms/basis.ts'
import { useTranslation } from 'react-i18next'

/** Puts what was chosen of a few possible values into words; any other text is left as it is. */
export function useValueName(): (path: string, value: string) => string {
  const { t } = useTranslation()
  return (path, value) => {
    const fees = path === 'basis.fees' && Basis.shape.fees.safeParse(value).data
    const tax = path === 'basis.tax' && Basis.shape.tax.safeParse(value).data
    const rail = path === 'processor.rail' && Rail.safeParse(value).data
    if (fees) return t(`draftMoney.basis.fees.${fees}`)
    if (tax) return t(`draftMoney.basis.tax.${tax}`)
    if (rail) return t(`draftMoney.processor.rail.${rail}`)
    const isUnmet = /^monthly\[\d+\]\.unmet$/.test(path) && (value === 'carried' || value === 'dropped')
    return isUnmet ? t(`draft.field.${value}`) : value
  }
}
