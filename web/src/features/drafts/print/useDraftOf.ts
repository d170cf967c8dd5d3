import { termsOfSnapshot, withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, JournalEntry } from '@concordat/sdk/drafts/views.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { draftsQuery } from '../../../lib/drafts.ts'
import { useSession } from '../../../lib/session.tsx'
import { draftQuery, journalQuery } from '../queries.ts'

type DraftOf = { view: DraftView; file: SplitsTermsFile; prose: string | null; journal: JournalEntry[] }

/** The draft that terms in force came from, for those who took part in it: its names and its prose are not on the chain. */
export function useDraftOf(digest: Hex): DraftOf | null {
  const { state } = useSession()
  const signedIn = state === 'signedIn'
  const drafts = useQuery({ ...draftsQuery, enabled: signedIn })
  const id = drafts.data?.find(({ proposed }) => proposed === digest)?.id ?? '0x'
  const known = signedIn && id !== '0x'
  const view = useQuery({ ...draftQuery(id), enabled: known })
  const journal = useQuery({ ...journalQuery(id), enabled: known })
  if (!view.data || !journal.data) return null
  const { entries } = journal.data
  const file = termsOfSnapshot(entries, view.data.snapshot)
  const prose = file && withJournal(file, view.data.journalHead).prose
  return file && { view: view.data, file, prose: prose ?? null, journal: entries }
}
