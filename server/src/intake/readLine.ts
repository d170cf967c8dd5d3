import { rowOfBill, rowOfProgress } from '@concordat/sdk/rows/fromCsv.ts'
import { BillLine, ProgressLine, type RowInput } from '@concordat/sdk/rows/schema.ts'
import { ApiError } from '../errors.ts'
import type { Line, Table } from './csv.ts'

/** A line with fields to read, of a file or of a JSON body. */
export type ReadableLine = Extract<Line, { fields: unknown }> & { table?: Table }

/** A line as delivered: its fields, or why they cannot be read. */
export type SourceLine = Line & { table?: Table }

const kinds: Record<Table, string[]> = { progress: ['meter', 'milestone', 'close'], bills: ['payment', 'refund'] }

/** Fields a sender of JSON may leave out, where a table has an empty field. */
const omitted: Record<string, Record<string, unknown>> = {
  milestone: { round: 0, value: '1', unit: '' },
  meter: { round: 0 },
  close: { round: 0, value: '', unit: '' },
  payment: { original: '' },
  refund: { payer: '' },
}

/** Escapes of the zero character and of halves of characters: no database or node keeps them. */
const unprintable = /\\u(0000|d[89a-f])/i

/** The record in a line; throws `RowUnreadable` with everything that is wrong with it. */
export function readLine({ line, fields, table }: ReadableLine): RowInput {
  const kind = String(fields.kind ?? '')
  const expected = table ? kinds[table] : Object.values(kinds).flat()
  if (!expected.includes(kind)) throw unreadable(line, [`kind: "${kind}" is none of ${expected.join(', ')}`])

  const whole = { ...omitted[kind], ...fields }
  const isBill = kinds.bills.includes(kind)
  const parsed = isBill ? BillLine.safeParse(whole) : ProgressLine.safeParse(whole)
  if (!parsed.success)
    throw unreadable(
      line,
      parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`),
    )
  if (unprintable.test(JSON.stringify(parsed.data)))
    throw unreadable(line, ['a text has control characters or halves of characters'])
  return isBill ? rowOfBill(parsed.data as BillLine) : rowOfProgress(parsed.data as ProgressLine)
}

function unreadable(line: number, problems: string[]): ApiError {
  return new ApiError(422, 'RowUnreadable', `Line ${line}: ${problems.join('; ')}.`, { line, problems })
}
