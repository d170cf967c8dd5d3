import type { Hex } from 'viem'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { proseHash } from '../splits/terms/parse.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { withJournal } from './journal.ts'

/**
 * Whether terms carry the hash of a draft's own words: its prose, a line with the digest of each attachment, and the journal up
 * to its last edit.
 */
export function isProseOf({ prose }: Pick<Agreement, 'prose'>, draft: SplitsTermsFile, head: Hex): boolean {
  const { prose: text = '', salt } = withJournal(draft, head)
  return salt !== undefined && /^0x[0-9a-fA-F]{64}$/.test(salt) && proseHash(text, salt as Hex) === prose
}
