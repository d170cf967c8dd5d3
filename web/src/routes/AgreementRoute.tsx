import { Button, Group, Stack } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { Section } from '../components/Section.tsx'
import { AgreementPage } from '../features/agreements/AgreementPage.tsx'
import { LifeSection } from '../features/agreements/life/LifeSection.tsx'
import { AmendSection } from '../features/drafts/amending/AmendSection.tsx'
import { DownloadProof } from '../features/proof/DownloadProof.tsx'
import { agreementQuery } from '../lib/reads.ts'
import { AgreementAttachments } from './AgreementAttachments.tsx'

export function AgreementRoute() {
  const { root } = useParams({ from: '/agreements/$root' })
  const { tab } = useSearch({ from: '/agreements/$root' })
  const navigate = useNavigate({ from: '/agreements/$root' })
  return (
    <Stack key={root} gap="xl">
      <AgreementPage
        root={root}
        tab={tab ?? null}
        onTab={next => navigate({ search: { tab: next }, replace: true, resetScroll: false })}
      />
      <AmendSection root={root} />
      <LifeSection root={root} />
      <AgreementAttachments root={root} />
      <PapersSection root={root} />
    </Stack>
  )
}

/** What can be taken away: the contract on paper, and a proof that needs nobody. */
function PapersSection({ root }: { root: Hex }) {
  const { t } = useTranslation()
  const { data: agreement } = useQuery(agreementQuery(root))
  if (!agreement?.concludedAt) return null
  return (
    <Section title={t('proof.papers')}>
      <Stack gap="lg">
        <Group>
          <Button
            component={Link}
            to="/agreements/$root/print"
            params={{ root } as never}
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
          >
            {t('print.print')}
          </Button>
        </Group>
        <DownloadProof agreement={agreement} />
      </Stack>
    </Section>
  )
}
