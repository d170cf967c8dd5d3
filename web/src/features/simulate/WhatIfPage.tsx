import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { PageHeader } from '../../components/PageHeader.tsx'
import { AgreementSubject } from './AgreementSubject.tsx'
import { DraftSubject } from './DraftSubject.tsx'
import type { DraftTerms } from './readTerms.ts'
import { SubjectPicker } from './SubjectPicker.tsx'

type WhatIfPageProps = { agreement: Hex | null; onAgreement: (root: Hex | null) => void }

/** What everybody would get from revenue that has not come in yet. */
export function WhatIfPage({ agreement, onAgreement }: WhatIfPageProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<DraftTerms | null>(null)
  return (
    <Stack gap="xl">
      <PageHeader title={t('whatIf.title')} lead={t('whatIf.lead')} />
      <SubjectPicker
        agreement={agreement}
        draft={draft}
        onAgreement={root => {
          setDraft(null)
          onAgreement(root)
        }}
        onDraft={terms => {
          onAgreement(null)
          setDraft(terms)
        }}
      />
      {draft ? <DraftSubject draft={draft} /> : agreement && <AgreementSubject key={agreement} root={agreement} />}
    </Stack>
  )
}
