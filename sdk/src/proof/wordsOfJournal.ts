import type { Hex } from 'viem'
import { headOf, termsAt, withJournal } from '../drafts/journal.ts'
import type { JournalView } from '../drafts/views.ts'
import { ZERO_HASH } from '../ids.ts'
import type { BundleVersion } from './bundle.ts'
import { namesOfFile } from './names.ts'

/** What a bundle says of a version that the chain does not hold. */
export type Words = Pick<BundleVersion, 'names' | 'prose' | 'journal'>

/** The names, the readable contract and the journal of proposed terms, from the journal of their draft alone. */
export function wordsOfJournal(journal: JournalView): { [name in keyof Words]-?: NonNullable<Words[name]> } {
  const { entries } = journal
  const file = termsAt(entries, entries.length - 1)
  const { prose = '', salt } = withJournal(file, headOf(entries))
  return {
    names: namesOfFile(file),
    prose: { text: prose, salt: (salt?.toLowerCase() ?? ZERO_HASH) as Hex },
    journal,
  }
}
