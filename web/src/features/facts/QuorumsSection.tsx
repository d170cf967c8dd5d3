import type { QuorumView } from '@concordat/sdk/views.ts'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty.tsx'
import { HexText } from '../../components/HexText.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { quorumsQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'

/** The groups of nodes that agreements trust, and changes of their members. */
export function QuorumsSection() {
  const { t } = useTranslation()
  const query = useQuery(quorumsQuery)
  return (
    <Section title={t('facts.groups')} lead={t('facts.groupsLead')}>
      <QueryState
        query={query}
        height={120}
        isEmpty={data => data.length === 0}
        empty={
          <Empty
            icon={<IconUsersGroup aria-hidden />}
            title={t('facts.groupsEmpty')}
            text={t('facts.groupsEmptyText')}
          />
        }
      >
        {data => (
          <Stack gap="lg">
            {data.map(quorum => (
              <Quorum key={quorum.id} quorum={quorum} />
            ))}
          </Stack>
        )}
      </QueryState>
    </Section>
  )
}

function Quorum({ quorum }: { quorum: QuorumView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const coming = quorum.rotations.filter(rotation => rotation.appliedAt === null)
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <Text fw={600}>{t('facts.group', { count: quorum.members.length, needed: quorum.needed })}</Text>
        <HexText value={quorum.id} label={t('terms.quorum')} />
      </Group>
      <Group gap={6}>
        {quorum.members.map(member => (
          <Badge key={member} color="gray">
            {nameOf(member)}
          </Badge>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {t('facts.notice', { duration: format.duration(quorum.notice) })}
      </Text>
      {coming.map(rotation => (
        <Text key={rotation.appliesAt} size="sm">
          {t('facts.rotation', {
            date: format.dateTime(rotation.appliesAt),
            names: format.list(rotation.members.map(nameOf)),
          })}
        </Text>
      ))}
    </Stack>
  )
}
