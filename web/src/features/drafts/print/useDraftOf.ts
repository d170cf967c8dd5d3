import { termsOfSnapshot, withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, JournalEntry } from '@concordat/sdk/drafts/views.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { draftsQuery } from '../../../lib/drafts.ts'
import { useSession } from '../../../lib/session.tsx'
import { draftQuery, journalQuery } from '../queries.ts'

type KeptDraft = { view: DraftView; file: SplitsTermsFile; prose: string | null; journal: JournalEntry[] }

/** A draft as its journal has it, for those who take part in it. */
export function useKeptDraft(id: Hex | null): KeptDraft | null {
  const { state } = useSession()
  const known = state === 'signedIn' && id !== null
  const view = useQuery({ ...draftQuery(id ?? '0x'), enabled: known })
  const journal = useQuery({ ...journalQuery(id ?? '0x'), enabled: known })
  if (!view.data || !journal.data) return null
  const { entries } = journal.data
  const file = termsOfSnapshot(entries, view.data.snapshot)
  const prose = file && withJournal(file, view.data.journalHead).prose
  return file && { view: view.data, file, prose: prose ?? null, journal: entries }
}

/** The draft that terms in force came from, for those who took part in it: its names and its prose are not on the chain. */
export function useDraftOf(digest: Hex | null): KeptDraft | null {
  const { state } = useSession()
  const drafts = useQuery({ ...draftsQuery, enabled: state === 'signedIn' && digest !== null })
  return useKeptDraft(drafts.data?.find(({ proposed }) => digest !== null && proposed === digest)?.id ?? null)
}
