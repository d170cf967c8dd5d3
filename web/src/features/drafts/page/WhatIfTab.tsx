import { Alert, Stack, Text } from '@mantine/core'
import { IconChartHistogram } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DraftSubject } from '../../simulate/DraftSubject.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import { formatKey } from '../document/formatKey.ts'
import type { Preview } from '../document/usePreview.ts'

/** What everybody would get by the draft as it is now. */
export function WhatIfTab({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const { amends } = useDraft()
  if (!preview.read) {
    return (
      <Alert color="yellow" radius="lg" icon={<IconChartHistogram aria-hidden />} title={t('draft.whatIfMissing')}>
        {t('draft.whatIfMissingText')}
      </Alert>
    )
  }
  return (
    <Stack gap="lg">
      {amends && (
        <Text size="sm" c="dimmed">
          {t('amending.whatIf')}
        </Text>
      )}
      {/* A clause more or less needs other assumptions; a changed figure keeps them. */}
      <DraftSubject key={formatKey(preview.read.terms)} draft={preview.read} />
    </Stack>
  )
}
