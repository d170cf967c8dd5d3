import { useTranslation } from 'react-i18next'
import type { Division } from '../lib/series.ts'
import { Choice } from './Choice.tsx'

/** Whether figures are divided by party or by clause. */
export function DivisionChoice({ by, onChange }: { by: Division; onChange: (by: Division) => void }) {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('waterfall.by')}
      value={by}
      onChange={onChange}
      options={[
        ['party', t('waterfall.byParty')],
        ['clause', t('waterfall.byClause')],
      ]}
    />
  )
}
