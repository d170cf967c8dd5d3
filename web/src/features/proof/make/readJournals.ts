import type { DraftSummary, JournalView } from '@concordat/sdk/drafts/views.ts'
import { type Words, wordsOfJournal } from '@concordat/sdk/proof/wordsOfJournal.ts'
import type { Hex } from 'viem'
import { getJson } from '../../../lib/api.ts'

/** What the drafts say that the versions came from, of those in which whoever is signed in took part. */
export async function readJournals(digests: readonly Hex[]): Promise<Record<Hex, Words>> {
  const drafts = await getJson<DraftSummary[]>('/drafts')
  const words: Record<Hex, Words> = {}
  for (const { id, proposed } of drafts) {
    if (proposed === null || !digests.includes(proposed)) continue
    words[proposed] = wordsOfJournal(await getJson<JournalView>(`/drafts/${id}/journal`))
  }
  return words
}
