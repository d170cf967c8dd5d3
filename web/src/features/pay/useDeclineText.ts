import { useTranslation } from 'react-i18next'

const known = [
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'lost_card',
  'stolen_card',
] as const

/** Why a card was declined, in the reader's language; the processor's own words are English. */
export function useDeclineText() {
  const { t, i18n } = useTranslation()
  return ({ code, message }: { code: string; message: string }) => {
    const named = known.find(each => each === code)
    if (named) return t(`pay.decline.${named}`)
    return i18n.language === 'zh' || message === '' ? t('pay.decline.other') : message
  }
}
