import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import { monthOf, parseMonth } from '@concordat/sdk/splits/months.ts'
import { ApiError } from '../../errors.ts'
import { readImport } from '../../intake/readImport.ts'
import { type ReadableLine, readLine } from '../../intake/readLine.ts'

export type Bill = Extract<RowInput, { kind: 'payment' | 'refund' }>

/** What the business recorded up to the close of a month, that close included; the last stage has none. */
export type Stage = {
  name: string
  /** What was paid and given back, in the order of its recording. */
  bills: Bill[]
  /** Bills of months that earlier stages close: they are recorded when these are closed. */
  late: Bill[]
  progress: ReadableLine[]
}

export type Year = {
  stages: Stage[]
  /** How many rows it comes to, repetitions left out. */
  rows: number
}

/** Cuts the two files of an example into stages. */
export async function readYear(folder: string, utcOffsetMinutes: number): Promise<Year> {
  const file = (table: string) => new File([readFileSync(join(folder, `${table}.csv`))], `${table}.csv`)
  const files = await readImport({ progress: file('progress'), bills: file('bills') })
  const { lines, refused } = files.read()
  const [first] = refused
  if (first) throw new ApiError(422, first.code, `The example's file has a row that is refused. ${first.message}`)

  const ids = new Set<string>()
  const stages: Stage[] = []
  let closed: number | undefined
  let stage: Stage = { name: 'rest', bills: [], late: [], progress: [] }
  for (const line of lines) {
    const row = readLine(line)
    ids.add(`${row.kind} ${row.id} ${row.round}`)
    if (row.kind === 'payment' || row.kind === 'refund') {
      const month = monthOf(observedAtOf(row.date, utcOffsetMinutes), utcOffsetMinutes)
      const isLate = closed !== undefined && month <= closed
      ;(isLate ? stage.late : stage.bills).push(row)
      continue
    }
    stage.progress.push(line)
    if (row.kind !== 'close') continue
    closed = parseMonth(row.data.month)
    stages.push({ ...stage, name: row.data.month })
    stage = { name: 'rest', bills: [], late: [], progress: [] }
  }
  return { stages: [...stages, stage], rows: ids.size }
}
