import type { AgreementView } from '@concordat/sdk/views.ts'
import { Accordion, Group, Stack, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dissent } from '../../components/Dissent.tsx'
import { Empty } from '../../components/Empty.tsx'
import { FactDetails } from '../../components/FactDetails.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { factsQuery } from './queries.ts'

/** The facts the agreement has used, and where nodes disagree. */
export function FactsTab({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useInfiniteQuery(factsQuery(agreement.root))
  return (
    <Stack gap="xl">
      <Dissent filter={{ agreement: agreement.root, dissent: 1 }} />
      <Section title={t('facts.usedTitle')} lead={t('facts.usedLead')}>
        <QueryState
          query={query}
          height={260}
          isEmpty={data => data.pages.every(page => page.facts.length === 0)}
          empty={<Empty icon={<IconShieldCheck aria-hidden />} title={t('facts.none')} text={t('facts.noneText')} />}
        >
          {data => (
            <>
              <Accordion variant="default" chevronPosition="left">
                {data.pages
                  .flatMap(page => page.facts)
                  .map(fact => (
                    <Accordion.Item key={fact.digest} value={fact.digest}>
                      <Accordion.Control>
                        <Group justify="space-between" gap="xs">
                          <Text fw={500}>{t(`fact.topic.${fact.topic}`)}</Text>
                          <Text size="sm" c="dimmed">
                            {format.date(fact.observedAt)} ·{' '}
                            {t('fact.confirmed', { count: fact.confirmedBy.length, members: fact.members.length })}
                          </Text>
                        </Group>
                      </Accordion.Control>
                      <Accordion.Panel>
                        <FactDetails fact={fact} />
                      </Accordion.Panel>
                    </Accordion.Item>
                  ))}
              </Accordion>
              <MoreButton query={query} />
            </>
          )}
        </QueryState>
      </Section>
    </Stack>
  )
}
