import { fileSentences } from './fileSentences.ts'
import { termsSentences } from './termsSentences.ts'

/** Evidence of an error, by name. */
export type Evidence = Record<string, unknown>

/** Every known reason and the sentence it reads as. */
export const sentences: Record<string, (args: Evidence) => string> = { ...termsSentences, ...fileSentences }
