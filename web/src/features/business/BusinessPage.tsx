import type { AgreementSummary, BusinessView } from '@concordat/sdk/views.ts'
import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { AgreementCard } from '../../components/AgreementCard.tsx'
import { KeyField } from '../../components/KeyField.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { PartyName } from '../../components/PartyName.tsx'
import { PayLink } from '../../components/PayLink.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { agreementsQuery, businessQuery, rowsQuery } from '../../lib/reads.ts'
import { useRoleName } from '../../lib/useRoleName.ts'
import { BankSection } from './bank/BankSection.tsx'
import { DailySection } from './DailySection.tsx'
import { RowsSection } from './RowsSection.tsx'
import { ConnectionsSection } from './rails/ConnectionsSection.tsx'
import { RefundsSection } from './rails/RefundsSection.tsx'
import { UploadSection } from './UploadSection.tsx'

/** A business: who takes part, what happened day by day, and its records. */
export function BusinessPage({ id }: { id: Hex }) {
  const query = useQuery(businessQuery(id))
  return <QueryState query={query}>{business => <BusinessBody business={business} />}</QueryState>
}

function BusinessBody({ business }: { business: BusinessView }) {
  const { t } = useTranslation()
  const agreements = useQuery(agreementsQuery({ business: business.id }))
  const progress = useQuery(rowsQuery(business.id, 'progress'))
  const bills = useQuery(rowsQuery(business.id, 'bills'))
  return (
    <Stack gap="xl">
      <PageHeader title={business.name} lead={business.project} />
      <Participants business={business} />
      <Stack component="section" aria-labelledby="business-agreements">
        <Title order={2} id="business-agreements">
          {t('nav.agreements')}
        </Title>
        <QueryState
          query={agreements}
          height={120}
          isEmpty={data => data.agreements.length === 0}
          empty={<Text c="dimmed">{t('business.noAgreements')}</Text>}
        >
          {data => <Cards agreements={data.agreements} />}
        </QueryState>
      </Stack>
      <DailySection progress={progress} bills={bills} />
      <RowsSection business={business} progress={progress} bills={bills} />
      <ConnectionsSection business={business.id} />
      <BankSection business={business} />
      <RefundsSection business={business} />
      <Section title={t('upload.title')} lead={t('upload.lead')}>
        <KeyField business={business.id} />
        <UploadSection business={business} />
      </Section>
    </Stack>
  )
}

function Cards({ agreements }: { agreements: AgreementSummary[] }) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      {agreements.map(agreement => (
        <Stack key={agreement.root} gap="xs">
          <AgreementCard agreement={agreement} />
          {agreement.concludedAt !== null && <PayLink root={agreement.root} />}
        </Stack>
      ))}
    </SimpleGrid>
  )
}

function Participants({ business }: { business: BusinessView }) {
  const { t } = useTranslation()
  const roleName = useRoleName()
  if (business.participants.length === 0) return null
  return (
    <Paper component="section" aria-label={t('business.participants')}>
      <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: Math.min(4, business.participants.length) }} m={0}>
        {business.participants.map(participant => (
          <div key={participant.account}>
            <Text component="dt" size="sm" c="dimmed" className="sentence">
              {roleName(participant.role)}
            </Text>
            <Text component="dd" m={0} fw={600}>
              <PartyName account={participant.account} />
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  )
}
