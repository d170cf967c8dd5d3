import { describeAlert } from '@concordat/sdk/alerts/describeAlert.ts'
import type { AlertView } from '@concordat/sdk/views.ts'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { useDirectory } from '../../lib/directory.ts'
import { useFormat } from '../../lib/useFormat.ts'

/** Puts alerts into sentences of the reader's language. */
export function useAlertSentence(): (alert: AlertView) => string {
  const { i18n } = useTranslation()
  const { nameOf, isKnown, businessOf } = useDirectory()
  const { amount, dateTime, month, day } = useFormat()
  const name = (account: string, party: string) =>
    party === '' || isKnown(account as Address) ? nameOf(account as Address) : party
  const words = { name, business: businessOf, amount, dateTime, month, day }
  return alert => describeAlert(alert, i18n.language === 'zh' ? 'zh' : 'en', words)
}
