import type { AgreementView } from '@concordat/sdk/views.ts'
import { Accordion, Badge, Box, DataList, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { HexText } from '../../components/HexText.tsx'
import { Section } from '../../components/Section.tsx'
import { ShareBar } from '../../components/ShareBar.tsx'
import type { ClauseText } from '../../lib/clauses/words.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { useBasis } from './useBasis.ts'
import { VersionsSection } from './VersionsSection.tsx'

type TermsTabProps = { agreement: AgreementView; readable: ReadableTerms }

/** The signed terms in plain words. */
export function TermsTab({ agreement, readable }: TermsTabProps) {
  const { t } = useTranslation()
  const { text } = readable
  const said = useBasis(agreement.root, agreement.digest)
  const monthly = text.clauses.filter(clause => clause.stage === 'monthly')
  const cumulative = text.clauses.filter(clause => clause.stage === 'cumulative')
  return (
    <Stack gap="xl">
      <Section title={t('terms.general')}>
        <List spacing={6}>
          {[text.signBy, ...text.general, ...said].map(sentence => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Section>
      {monthly.length > 0 && (
        <ClauseGroup title={t('terms.monthly')} lead={t('terms.monthlyLead')}>
          {monthly.map(clause => (
            <ClauseCard key={clause.index} clause={clause} agreement={agreement} readable={readable} />
          ))}
        </ClauseGroup>
      )}
      <ClauseGroup
        title={t('terms.cumulative')}
        lead={monthly.length > 0 ? t('terms.cumulativeAfter') : t('terms.cumulativeLead')}
      >
        {cumulative.map(clause => (
          <ClauseCard key={clause.index} clause={clause} agreement={agreement} readable={readable} />
        ))}
      </ClauseGroup>
      <VersionsSection agreement={agreement} />
      <Accordion variant="separated" radius="lg">
        <Accordion.Item value="check">
          <Accordion.Control>{t('terms.check')}</Accordion.Control>
          <Accordion.Panel>
            <Text size="sm" c="dimmed" mb="md">
              {t('terms.checkLead')}
            </Text>
            <DataList orientation="vertical">
              {[
                [t('terms.root'), agreement.root],
                [t('terms.digest'), agreement.digest],
                [t('terms.prose'), readable.terms.prose],
                [t('terms.quorum'), readable.terms.rules.quorum],
                [t('terms.account'), agreement.account],
              ].map(([label, value]) => (
                <DataList.Item key={label}>
                  <DataList.ItemLabel>{label}</DataList.ItemLabel>
                  <DataList.ItemValue>
                    <HexText value={value as string} label={label as string} />
                  </DataList.ItemValue>
                </DataList.Item>
              ))}
            </DataList>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  )
}

function ClauseGroup({ title, lead, children }: { title: string; lead: string; children: React.ReactNode }) {
  return (
    <Stack component="section" gap="md" aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed" mt={4} maw={680}>
          {lead}
        </Text>
      </div>
      {children}
    </Stack>
  )
}

function ClauseCard({ clause, agreement, readable }: TermsTabProps & { clause: ClauseText }) {
  const { t } = useTranslation()
  const standing = agreement.clauses[clause.index]
  return (
    <Paper component="article" aria-label={`${clause.index + 1}. ${clause.title}`}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <Text fz={22} fw={600} c="dimmed" lh={1.2} w={26} aria-hidden>
          {clause.index + 1}
        </Text>
        <Stack gap="sm" style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="sm">
            <Title order={3}>{clause.title}</Title>
            {standing?.lock && standing.lock.status !== 'none' && (
              <Badge color={standing.lock.status === 'unlocked' ? 'green' : 'yellow'}>
                {t(`terms.lock.${standing.lock.status}`)}
              </Badge>
            )}
          </Group>
          <Box maw={720}>
            {clause.sentences.map(sentence => (
              <Text key={sentence} component="p" m={0} lh={1.7}>
                {sentence}
              </Text>
            ))}
          </Box>
          <ShareBar clause={clause} words={readable.words} terms={readable.terms} />
          {standing && agreement.concludedAt !== null && (
            <Group gap="lg">
              <Text size="sm" c="dimmed">
                {t('terms.taken')} <Amount value={standing.taken} unit={agreement.asset} fw={600} />
              </Text>
              {standing.limit && BigInt(standing.limit) > 0n && (
                <Text size="sm" c="dimmed">
                  {t('terms.limit')} <Amount value={standing.limit} unit={agreement.asset} fw={600} />
                </Text>
              )}
              {standing.unpaid && BigInt(standing.unpaid) !== 0n && (
                <Text size="sm" c="dimmed">
                  {t('terms.unpaid')} <Amount value={standing.unpaid} unit={agreement.asset} fw={600} />
                </Text>
              )}
            </Group>
          )}
        </Stack>
      </Group>
    </Paper>
  )
}
