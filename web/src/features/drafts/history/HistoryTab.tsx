import type { DraftView, JournalView } from '@concordat/sdk/drafts/views.ts'
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { QueryState } from '../../../components/QueryState.tsx'
import { journalQuery } from '../queries.ts'
import { JournalFile } from './JournalFile.tsx'
import { JournalList } from './JournalList.tsx'
import { Redline } from './Redline.tsx'

/** How the draft came about: any two versions compared, every entry of the journal, and the journal to keep. */
export function HistoryTab({ view }: { view: DraftView }) {
  const query = useQuery(journalQuery(view.id))
  return (
    <QueryState query={query} height={320}>
      {(journal: JournalView) => (
        <Stack gap="xl">
          <Redline journal={journal} />
          <JournalFile journal={journal} end={view.journalEnd} />
          <JournalList journal={journal} />
        </Stack>
      )}
    </QueryState>
  )
}
