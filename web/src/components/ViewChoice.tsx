import { useTranslation } from 'react-i18next'
import { Choice } from './Choice.tsx'

export type View = 'chart' | 'table'

/** Whether figures are drawn or listed. */
export function ViewChoice({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('figure.view')}
      value={view}
      onChange={onChange}
      options={[
        ['chart', t('common.chart')],
        ['table', t('common.table')],
      ]}
    />
  )
}
