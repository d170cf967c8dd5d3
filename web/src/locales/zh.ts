import type { en } from './en.ts'
import { clause } from './zh/clause.ts'
import { common } from './zh/common.ts'
import { error } from './zh/error.ts'
import { home } from './zh/home.ts'

/** Every text in Chinese. */
export const zh: typeof en = { ...common, ...home, clause, error }
