import { ApiError } from '../errors.ts'
import { type Refusal, readCsv, type Table } from './csv.ts'
import type { ReadableLine } from './readLine.ts'

export type ImportFiles = {
  /** The files' bytes, progress first; empty where a file is missing. */
  bytes: [Uint8Array, Uint8Array]
  read: () => { lines: ReadableLine[]; refused: Refusal[] }
}

const tables: Table[] = ['progress', 'bills']

/** The two files of a multipart body; throws when neither is there, or anything else is. */
export async function readImport(body: Record<string, unknown>): Promise<ImportFiles> {
  for (const name of Object.keys(body))
    if (!tables.includes(name as Table))
      throw new ApiError(422, 'FileUnknown', `"${name}" is not expected: send the files "progress" and "bills".`, {
        name,
      })
  const [progress, bills] = await Promise.all(tables.map(table => bytesOf(body[table], table)))
  if (!progress && !bills)
    throw new ApiError(422, 'FileMissing', 'Send the file "progress", the file "bills", or both.')
  return {
    bytes: [progress ?? new Uint8Array(), bills ?? new Uint8Array()],
    read: () => {
      const read = [progress ? readTable(progress, 'progress') : [], bills ? readTable(bills, 'bills') : []].flat()
      const refused = read.filter(line => 'code' in line)
      const lines = read.filter(line => 'fields' in line)
      // Sorting is stable: rows of one moment stay in the order of their file, progress before bills.
      return { lines: lines.sort((a, b) => momentOf(a) - momentOf(b)), refused }
    },
  }
}

async function bytesOf(part: unknown, table: Table): Promise<Uint8Array | undefined> {
  if (part === undefined) return undefined
  if (!(part instanceof File)) throw new ApiError(422, 'FileMissing', `"${table}" must be one file.`, { name: table })
  return new Uint8Array(await part.arrayBuffer())
}

/** Two files have two line 5s, so refusals name the file. */
function readTable(bytes: Uint8Array, table: Table): (ReadableLine | Refusal)[] {
  return readCsv(bytes, table).map(line =>
    'code' in line ? { ...line, message: `${table}: ${line.message}` } : { ...line, table },
  )
}

function momentOf({ fields }: ReadableLine): number {
  const moment = Date.parse(String(fields.recordedAt))
  // Refused later, with its line; until then it stays in front.
  return Number.isNaN(moment) ? 0 : moment
}
