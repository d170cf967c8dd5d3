import { compareTerms } from '@concordat/sdk/drafts/compare.ts'
import { termsAt } from '@concordat/sdk/drafts/journal.ts'
import type { JournalView } from '@concordat/sdk/drafts/views.ts'
import { Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../components/Section.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { ChangeLine } from './ChangeLine.tsx'
import { versionsOf } from './versions.ts'

/** What differs between any two versions, words of the readable contract included. */
export function Redline({ journal }: { journal: JournalView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { personOf } = useDraft()
  const versions = useMemo(() => versionsOf(journal.entries), [journal.entries])
  const last = versions.at(-1)?.sequence ?? 0
  const [from, setFrom] = useState<number | null>(null)
  const [to, setTo] = useState<number | null>(null)
  const [before, after] = [from ?? versions[0]?.sequence ?? 0, to ?? last]
  const changes = useMemo(
    () => compareTerms(termsAt(journal.entries, before), termsAt(journal.entries, after)),
    [journal.entries, before, after],
  )
  const choices = versions.map(({ sequence, at, author }, index) => ({
    value: String(sequence),
    label: t('draft.history.version', { number: index + 1, name: personOf(author).name, date: format.dateTime(at) }),
  }))
  return (
    <Section title={t('draft.history.compare')} lead={t('draft.history.compareLead')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t('draft.history.from')}
          value={String(before)}
          onChange={value => setFrom(value === null ? null : Number(value))}
          data={choices}
          allowDeselect={false}
          searchable
        />
        <Select
          label={t('draft.history.to')}
          value={String(after)}
          onChange={value => setTo(value === null ? null : Number(value))}
          data={choices}
          allowDeselect={false}
          searchable
        />
      </SimpleGrid>
      {changes.length === 0 ? (
        <Text c="dimmed">{t('draft.history.same')}</Text>
      ) : (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {changes.map(change => (
            <ChangeLine key={change.path} change={change} />
          ))}
        </Stack>
      )}
    </Section>
  )
}
