import { common } from './en/common.ts'
import { error } from './en/error.ts'

/** Every text in English; the shape the other languages follow. */
export const en = { ...common, error }
