import type { BatchView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import { type AttachedAgreement, findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { holdBack } from '../events/holdBack.ts'
import { acceptLines } from './acceptLines.ts'
import { advanceBatch, findRepeated, type NewBatch, openBatch } from './batches.ts'
import type { Refusal } from './csv.ts'
import type { SourceLine } from './readLine.ts'

export type Importer = {
  /** Keeps the lines and answers at once; they are accepted in the background, also after a crash. */
  start: (batch: NewBatch, lines: SourceLine[], refused: Refusal[]) => Promise<BatchView>
  /** Goes on with what an earlier process left unfinished. */
  resume: () => Promise<void>
  /** Stops after the piece under way; `resume` goes on with the rest. */
  stop: () => Promise<void>
}

const linesPerPiece = 500
const pause = 2_000

type Job = { business: Hex; agreement: Hex; payload: SourceLine[]; position: number }

/** Accepts large imports piece by piece, each piece with its progress in one transaction. */
export function createImporter({
  sql,
  keys,
  hub,
  indexer,
}: Pick<Context, 'sql' | 'keys' | 'hub' | 'indexer'>): Importer {
  const running = new Map<string, Promise<void>>()
  let stopped = false

  async function acceptPiece(id: string, job: Job, agreement: AttachedAgreement): Promise<boolean> {
    const { later, release } = holdBack(hub)
    const batch = await sql.begin(async tx => {
      // Two servers on one database take turns: whoever comes second sees how far the first came.
      const [at] = await tx<{ position: number; status: string }[]>`
        select position, status from batches where id = ${id} for update`
      if (at?.status !== 'running') return undefined
      const piece = job.payload.slice(at.position, at.position + linesPerPiece)
      const given = { business: job.business, agreement, batch: id, hub: later }
      const result = await acceptLines(tx, keys, given, piece)
      const done = at.position + piece.length >= job.payload.length
      return advanceBatch(tx, id, { ...result, lines: piece.length, done })
    })
    release()
    if (batch) hub.publish({ event: 'batch', data: { business: job.business, batch } })
    return batch?.status === 'running'
  }

  async function work(id: string): Promise<void> {
    while (!stopped) {
      try {
        const [job] = await sql<Job[]>`
          select business, agreement, payload, position from batches where id = ${id} and status = 'running'`
        if (!job) return
        const agreement = await findAgreement(sql, indexer, job.business, job.agreement)
        while (!stopped && (await acceptPiece(id, job, agreement))) {}
        return
      } catch (error) {
        if (stopped) return
        console.error(`The import ${id} waits ${pause / 1000} s:`, error)
        await new Promise(resolve => setTimeout(resolve, pause))
      }
    }
  }

  function run(id: string) {
    if (running.has(id)) return
    running.set(
      id,
      work(id).finally(() => running.delete(id)),
    )
  }

  return {
    start: async (batch, lines, refused) => {
      const view = await sql.begin(async tx => {
        const id = await openBatch(tx, batch, { refused, payload: lines })
        if (!id) return findRepeated(tx, batch)
        return advanceBatch(tx, id, { accepted: 0, duplicates: 0, refused: [], lines: 0, done: lines.length === 0 })
      })
      if (!view) throw new Error('the batch of a request with the same key is gone')
      if (view.status === 'running') run(view.id)
      return view
    },
    resume: async () => {
      const left = await sql<{ id: string }[]>`select id from batches where status = 'running' order by created_at`
      for (const { id } of left) run(id)
    },
    stop: async () => {
      stopped = true
      await Promise.all(running.values())
    },
  }
}
