import { Alert } from '@mantine/core'
import { IconChartHistogram } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DraftSubject } from '../../simulate/DraftSubject.tsx'
import { formatKey } from '../document/formatKey.ts'
import type { Preview } from '../document/usePreview.ts'

/** What everybody would get by the draft as it is now. */
export function WhatIfTab({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  if (!preview.read) {
    return (
      <Alert color="yellow" radius="lg" icon={<IconChartHistogram aria-hidden />} title={t('draft.whatIfMissing')}>
        {t('draft.whatIfMissingText')}
      </Alert>
    )
  }
  // A clause more or less needs other assumptions; a changed figure keeps them.
  return <DraftSubject key={formatKey(preview.read.terms)} draft={preview.read} />
}
