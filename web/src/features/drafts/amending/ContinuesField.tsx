import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import type { Path } from '../document/paths.ts'
import { SelectField } from '../fields/SelectField.tsx'

type ContinuesFieldProps = { list: 'monthly' | 'clauses'; path: Path }

/** Which clause of the terms in force a clause goes on from; only where a draft changes such terms. */
export function ContinuesField({ list, path }: ContinuesFieldProps) {
  const { t } = useTranslation()
  const { amends } = useDraft()
  if (!amends) return null
  const names = (amends.base[list] ?? []).map(({ name }) => name)
  return (
    <SelectField
      path={[...path, 'continues']}
      label={t('amending.continues')}
      description={t('amending.continuesHelp')}
      placeholder={t('amending.anew')}
      data={names}
      optional
      maw={420}
    />
  )
}
