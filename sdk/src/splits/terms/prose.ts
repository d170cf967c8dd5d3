import { attachmentLine } from '../../attachments/attachment.ts'
import { basisLines } from './basis.ts'
import type { SplitsTermsFile } from './file.ts'

type Worded = Pick<SplitsTermsFile, 'prose' | 'attachments' | 'basis'>

/**
 * The readable contract with a line for each attachment and the basis of fees and tax, as it is hashed into the terms; undefined
 * where there is none of these.
 */
export function proseOfFile({ prose, attachments, basis }: Worded) {
  const lines = attachments?.length ? attachments.map(attachmentLine).join('\n') : undefined
  const parts = [prose, lines, basis && basisLines(basis)].filter(part => part !== undefined)
  return parts.length > 0 ? parts.join('\n\n') : undefined
}
