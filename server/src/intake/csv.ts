import { billColumns, progressColumns } from '@concordat/sdk/rows/schema.ts'
import { CsvError, type Options, parse } from 'csv-parse/sync'
import { ApiError } from '../errors.ts'

/** The two tables a business keeps, and the columns each has. */
const columns = { progress: progressColumns, bills: billColumns } as const

export type Table = keyof typeof columns

/** A line as it was written, or why it cannot be read. */
export type Line = { line: number; fields: Record<string, unknown> } | Refusal
export type Refusal = { line: number; code: string; message: string }

/** Reads a table; throws when the header is wrong, refuses single lines that are not whole. */
export function readCsv(bytes: Uint8Array, table: Table): Line[] {
  const text = decode(bytes).replaceAll('\r\n', '\n')
  const lines: Line[] = []
  let header: string[] | undefined
  let end = 0
  const options: Options = {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    raw: true,
    info: true,
    on_record: entry => {
      const { record, raw, info } = entry as unknown as { record: string[]; raw: string; info: { lines: number } }
      const line = info.lines - (raw.replace(/^\n+|\n$/g, '').match(/\n/g)?.length ?? 0)
      end = info.lines
      if (header) lines.push(toLine(record, header, line))
      else header = checkHeader(record, table, line)
      return null
    },
  }
  try {
    parse(text, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // After a quote that does not close nothing can be told apart; what came before it stands.
    const line = end + 1
    const message = `From line ${line} on nothing can be read: a quote does not close.`
    lines.push({ line, code: 'RowIncomplete', message })
  }
  if (!header) checkHeader([], table, 1)
  return lines
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ApiError(422, 'NotUtf8', 'The file is not UTF-8 text; export it as "CSV UTF-8".')
  }
}

function checkHeader(header: string[], table: Table, line: number): string[] {
  const names = header.map(name => name.trim())
  const expected: readonly string[] = columns[table]
  for (const [index, name] of names.entries()) {
    if (!expected.includes(name))
      throw new ApiError(
        422,
        'ColumnUnknown',
        `Line ${line}: "${name}" is no column of ${table}; correct its name or remove it.`,
        {
          name,
          line,
          expected,
        },
      )
    if (names.indexOf(name) !== index)
      throw new ApiError(422, 'ColumnTwice', `Line ${line}: the column "${name}" is there twice.`, { name, line })
  }
  for (const name of expected)
    if (!names.includes(name))
      throw new ApiError(422, 'ColumnMissing', `Line ${line}: the column "${name}" of ${table} is missing.`, {
        name,
        line,
        expected,
      })
  return names
}

function toLine(record: string[], header: string[], line: number): Line {
  if (record.length !== header.length) {
    const message = `Line ${line} has ${record.length} of ${header.length} fields.`
    return { line, code: record.length < header.length ? 'RowIncomplete' : 'RowTooLong', message }
  }
  return { line, fields: Object.fromEntries(header.map((name, index) => [name, record[index]?.trim()])) }
}
