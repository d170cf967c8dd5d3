import { attachmentLine } from '../../attachments/attachment.ts'
import type { SplitsTermsFile } from './file.ts'

/** The readable contract with a line for each attachment, as it is hashed into the terms; undefined where there is neither. */
export function proseOfFile({ prose, attachments }: Pick<SplitsTermsFile, 'prose' | 'attachments'>) {
  const lines = attachments?.length ? attachments.map(attachmentLine).join('\n') : undefined
  const parts = [prose, lines].filter(part => part !== undefined)
  return parts.length > 0 ? parts.join('\n\n') : undefined
}
