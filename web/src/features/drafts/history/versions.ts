import type { JournalEntry } from '@concordat/sdk/drafts/views.ts'

/** The entries after which the terms were other than before. */
export const versionsOf = (entries: readonly JournalEntry[]) =>
  entries.filter((entry, index) => entry.snapshot !== entries[index - 1]?.snapshot)
