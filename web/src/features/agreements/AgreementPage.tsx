import type { AgreementView } from '@concordat/sdk/views.ts'
import { Badge, Button, Group, Stack, Tabs } from '@mantine/core'
import { IconChartHistogram } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { PageHeader } from '../../components/PageHeader.tsx'
import { PayLink } from '../../components/PayLink.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { agreementQuery } from '../../lib/reads.ts'
import { useTerms } from '../../lib/useTerms.ts'
import { Amendments } from './amendment/Amendments.tsx'
import { FactsTab } from './FactsTab.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { MonthsTab } from './MonthsTab.tsx'
import { Notices } from './Notices.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { PaymentsTab } from './PaymentsTab.tsx'
import { SignPanel } from './SignPanel.tsx'
import { TermsTab } from './TermsTab.tsx'
import { type AgreementTab, agreementTabs } from './tabs.ts'

/** Without a chosen tab the page begins with what matters: the terms while they wait for signatures. */
type AgreementPageProps = { root: Hex; tab: AgreementTab | null; onTab: (tab: AgreementTab) => void }

export function AgreementPage({ root, ...tabs }: AgreementPageProps) {
  const query = useQuery(agreementQuery(root))
  return <QueryState query={query}>{agreement => <AgreementBody agreement={agreement} {...tabs} />}</QueryState>
}

type AgreementBodyProps = { agreement: AgreementView; tab: AgreementTab | null; onTab: (tab: AgreementTab) => void }

function AgreementBody({ agreement, tab, onTab }: AgreementBodyProps) {
  const { t } = useTranslation()
  const { businessOf } = useDirectory()
  const readable = useTerms(agreement.terms, agreement.asset)
  const version = agreement.versions.filter(each => each.concludedAt !== null).length
  const hasMonths = readable.terms.rules.period.closeAfter > 0
  const shown = agreementTabs.filter(each => each !== 'months' || hasMonths)
  return (
    <Stack gap="xl">
      <PageHeader
        title={t('agreementPage.title', { name: businessOf(agreement.business) })}
        above={
          <Group mb={8}>
            <StatusBadge status={agreement.status} />
            {version > 1 && <Badge color="gray">{t('terms.version', { number: version })}</Badge>}
          </Group>
        }
        lead={
          <Link
            to="/businesses/$id"
            params={{ id: agreement.business }}
            style={{ color: 'var(--mantine-color-anchor)' }}
          >
            {t('agreementPage.toBusiness')}
          </Link>
        }
        actions={
          <Group gap="xs">
            <PayLink root={agreement.root} />
            <Button
              variant="default"
              leftSection={<IconChartHistogram size={18} aria-hidden />}
              renderRoot={props => <Link to="/what-if" search={{ agreement: agreement.root }} {...props} />}
            >
              {t('agreementPage.whatIf')}
            </Button>
          </Group>
        }
      />
      <Notices agreement={agreement} readable={readable} />
      <SignPanel agreement={agreement} readable={readable} />
      <Amendments agreement={agreement} readable={readable} />
      <Tabs
        value={tab ?? (agreement.status === 'proposed' ? 'terms' : 'overview')}
        onChange={value => onTab(value as AgreementTab)}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {shown.map(each => (
            <Tabs.Tab key={each} value={each}>
              {t(`agreementPage.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab agreement={agreement} readable={readable} />
        </Tabs.Panel>
        <Tabs.Panel value="terms">
          <TermsTab agreement={agreement} readable={readable} />
        </Tabs.Panel>
        <Tabs.Panel value="months">
          <MonthsTab agreement={agreement} readable={readable} />
        </Tabs.Panel>
        <Tabs.Panel value="payments">
          <PaymentsTab agreement={agreement} readable={readable} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <FactsTab agreement={agreement} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab agreement={agreement} readable={readable} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
