import { setTimeout } from 'node:timers/promises'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { hashRequest } from '../../intake/batches.ts'
import type { Refusal } from '../../intake/csv.ts'
import type { Stage } from './stages.ts'
import type { Till } from './till.ts'

export type StreamParameters = Pick<Context, 'sql' | 'importer'> & {
  business: Hex
  root: Hex
  /** The account at the processor that is paid. */
  account: string
  stages: Stage[]
  till: Till
  signal: AbortSignal
}

const interval = 100

/**
 * Lets the year happen: bills at the processor, which tells the server of them, and the rest by the intake. A month is closed when its
 * bills are recorded. What happened already does not happen again.
 */
export async function streamYear(parameters: StreamParameters): Promise<void> {
  const { stages, till } = parameters
  let closing: Promise<unknown> = Promise.resolve()
  for (const stage of stages) {
    // While a month is being closed the next one's bills are paid already.
    const [paid] = await Promise.all([till.take(stage.bills), closing])
    const late = await till.take(stage.late)
    closing = close(parameters, stage, [...paid, ...late])
  }
  await closing
}

async function close(parameters: StreamParameters, { name, progress }: Stage, ids: string[]): Promise<void> {
  const { sql, importer, business, root } = parameters
  await waitUntil(parameters, () => areRecorded(parameters, ids))
  const idempotencyKey = `example ${name}`
  const requestHash = hashRequest(idempotencyKey, new TextEncoder().encode(JSON.stringify(progress)))
  const request = { business, agreement: root, idempotencyKey, requestHash, total: progress.length }
  const { id } = await importer.start(request, progress, [])
  await waitUntil(parameters, async () => {
    const [batch] = await sql<{ status: string; refused: Refusal[] }[]>`
      select status, refused from batches where id = ${id}`
    refuse(batch?.refused[0])
    return batch?.status === 'done'
  })
}

/** Whether the server has a row of everything; throws when the intake refused something of the account. */
async function areRecorded({ sql, business, account }: StreamParameters, ids: string[]): Promise<boolean> {
  const [row] = await sql<{ recorded: number; refusal: Omit<Refusal, 'line'> | null }[]>`
    select
      (select count(distinct id)::int from rows where business = ${business} and id = any(${ids})) as recorded,
      (select refusal from processor_events where account = ${account} and refusal is not null limit 1) as refusal`
  refuse(row?.refusal)
  return row?.recorded === new Set(ids).size
}

/** What was refused never settles: to go on would hide it. */
function refuse(refusal: Omit<Refusal, 'line'> | null | undefined): void {
  if (refusal) throw new ApiError(422, refusal.code, `The example's file has a row that is refused. ${refusal.message}`)
}

async function waitUntil({ signal }: StreamParameters, ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await setTimeout(interval, undefined, { signal })
}
