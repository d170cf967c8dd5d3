import { clause } from './en/clause.ts'
import { common } from './en/common.ts'
import { error } from './en/error.ts'
import { home } from './en/home.ts'

/** Every text in English; the shape the other languages follow. */
export const en = { ...common, ...home, clause, error }
