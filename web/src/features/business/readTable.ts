import Papa from 'papaparse'
import { ApiError } from '../../lib/api.ts'

/** The two tables a business delivers. */
export type TableKind = 'progress' | 'bills'

/** Tells from the header which table a file holds; refuses anything else. */
export function readTable(text: string): TableKind {
  const [header = []] = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { preview: 1 }).data
  const names = new Set(header.map(name => name.trim()))
  if (names.has('reference') && names.has('kind')) return 'progress'
  if (names.has('amount') && names.has('kind')) return 'bills'
  throw new ApiError(422, { code: 'FileNotCsv', message: header.join(', ') })
}
