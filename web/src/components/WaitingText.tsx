import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/useFormat.ts'
import type { Waiting } from '../lib/waiting.ts'

/** Says in a sentence what an agreement waits for. */
export function WaitingText({ waiting }: { waiting: Waiting }) {
  const { t } = useTranslation()
  const format = useFormat()
  switch (waiting.kind) {
    case 'signatures':
      return t('waiting.signatures', { count: waiting.missing, date: format.dateTime(waiting.until) })
    case 'reading': {
      const values = { month: format.month(waiting.month), date: format.dateTime(waiting.until) }
      return waiting.overdue ? t('waiting.readingOverdue', values) : t('waiting.reading', values)
    }
    case 'monthEnd':
      return t('waiting.monthEnd', { month: format.month(waiting.month) })
    case 'milestone':
      return t('waiting.milestone', { clause: waiting.clause + 1, date: format.dateTime(waiting.until) })
    case 'frozen':
      return t('waiting.frozen', { date: format.dateTime(waiting.until) })
  }
}
