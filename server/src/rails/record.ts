import { randomUUID } from 'node:crypto'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { BatchView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { acceptRows } from '../intake/acceptLines.ts'
import { advanceBatch, hashRequest, openBatch } from '../intake/batches.ts'
import type { Refusal } from '../intake/csv.ts'
import { keepReceipts } from '../receipts/keepReceipts.ts'
import type { Observed } from './observe.ts'

/**
 * Writes what was observed and is not written yet, in the caller's transaction: the processor's id and the round make it one row
 * by whichever path it comes. Answers the batch, or nothing when all was there.
 */
export async function recordObserved(
  tx: Transaction,
  { keys, hub }: Pick<Context, 'keys' | 'hub'>,
  business: Hex,
  observed: Observed,
): Promise<BatchView | undefined> {
  const batch = await writeFresh(tx, { keys, hub }, business, observed)
  await keepReceipts(tx, business, observed.rows, observed.payers ?? [])
  return batch
}

async function writeFresh(
  tx: Transaction,
  { keys, hub }: Pick<Context, 'keys' | 'hub'>,
  business: Hex,
  { agreement, rows }: Observed,
): Promise<BatchView | undefined> {
  const fresh = await findFresh(tx, business, rows)
  if (fresh.length === 0) return undefined
  const name = randomUUID()
  const request = { idempotencyKey: `rails ${name}`, requestHash: hashRequest(name), total: fresh.length }
  const batch = await openBatch(tx, { business, agreement: agreement.root, ...request })
  if (!batch) throw new Error('a batch of a new name is there')
  const lines = fresh.map((row, index) => ({ line: index + 1, row }))
  const result = await acceptRows(tx, keys, { business, agreement, batch, hub }, lines)
  return advanceBatch(tx, batch, { ...result, lines: lines.length, done: true })
}

async function findFresh(tx: Transaction, business: Hex, rows: RowInput[]): Promise<RowInput[]> {
  const ids = rows.map(({ id }) => id)
  const stored = await tx<Pick<RowInput, 'kind' | 'id' | 'round'>[]>`
    select kind, id, round from rows where business = ${business} and id = any(${ids})`
  const known = new Set(stored.map(({ kind, id, round }) => `${kind} ${id} ${round}`))
  return rows.filter(({ kind, id, round }) => !known.has(`${kind} ${id} ${round}`))
}

/** Why not all of it could be written. */
export const firstRefusal = (batch: BatchView | undefined): Omit<Refusal, 'line'> | undefined => {
  const [refusal] = batch?.refused ?? []
  return refusal && { code: refusal.code, message: refusal.message }
}
