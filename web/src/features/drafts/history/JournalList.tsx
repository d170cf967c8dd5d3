import type { JournalEntry, JournalView } from '@concordat/sdk/drafts/views.ts'
import { Button, Center, Collapse, Group, Stack, Text, Timeline } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../components/Section.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { ChangeLine } from './ChangeLine.tsx'

const pageSize = 25

/** Who did what to the draft, the latest first. */
export function JournalList({ journal }: { journal: JournalView }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(pageSize)
  const entries = journal.entries.toReversed()
  return (
    <Section title={t('draft.history.title')} lead={t('draft.history.lead')}>
      <Timeline bulletSize={14} lineWidth={2} active={entries.length}>
        {entries.slice(0, shown).map(entry => (
          <Timeline.Item key={entry.sequence}>
            <Entry entry={entry} />
          </Timeline.Item>
        ))}
      </Timeline>
      {shown < entries.length && (
        <Center>
          <Button variant="default" onClick={() => setShown(shown + pageSize)}>
            {t('common.more')}
          </Button>
        </Center>
      )}
    </Section>
  )
}

function Entry({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { personOf } = useDraft()
  const [opened, { toggle }] = useDisclosure()
  const isLeaving = entry.kind === 'removed' && entry.args.account === entry.author
  const words = entry.args.text ?? entry.args.reason
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text size="sm">
          <Text span fw={600} size="sm">
            {personOf(entry.author).name}
          </Text>{' '}
          {isLeaving ? t('ending.left') : t(`draft.history.kind.${entry.kind}`)}
        </Text>
        <Text size="xs" c="dimmed">
          {format.dateTime(entry.at)}
        </Text>
        {entry.kind === 'edited' && entry.changes.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={toggle} aria-expanded={opened}>
            {t('draft.history.changes', { count: entry.changes.length })}
          </Button>
        )}
      </Group>
      {typeof words === 'string' && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {words}
        </Text>
      )}
      <Collapse expanded={opened}>
        <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {entry.changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes are known by their order
            <ChangeLine key={index} change={change} />
          ))}
        </Stack>
      </Collapse>
    </Stack>
  )
}
