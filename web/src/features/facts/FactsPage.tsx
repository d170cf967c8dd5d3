import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dissent } from '../../components/Dissent.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { NodesSection } from './NodesSection.tsx'
import { QuorumsSection } from './QuorumsSection.tsx'
import { RecentFacts } from './RecentFacts.tsx'

/** Who confirms what, and where they disagree. */
export function FactsPage() {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <PageHeader title={t('facts.title')} lead={t('facts.lead')} />
      <NodesSection />
      <Dissent filter={{ dissent: 1 }} />
      <RecentFacts />
      <QuorumsSection />
    </Stack>
  )
}
