import { createHash } from 'node:crypto'
import type { BatchView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Sql, Transaction } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import type { Refusal } from './csv.ts'

export type NewBatch = {
  business: Hex
  agreement: Hex
  /** The sender's own name for the request: sent again, it is answered again and not done again. */
  idempotencyKey: string
  requestHash: Uint8Array
  total: number
}

const columns = ['id', 'total', 'accepted', 'duplicates', 'refused', 'status'] as const

/** What makes two requests the same: where they were sent and every byte of them. */
export function hashRequest(route: string, ...bodies: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256').update(route)
  for (const body of bodies) hash.update(`\n${body.length}\n`).update(body)
  return hash.digest()
}

/** The batch an earlier request with this key made, if any; throws when that request was another one. */
export async function findRepeated(
  sql: Sql | Transaction,
  { business, idempotencyKey, requestHash }: Pick<NewBatch, 'business' | 'idempotencyKey' | 'requestHash'>,
): Promise<BatchView | undefined> {
  const [row] = await sql<(BatchView & { requestHash: Uint8Array })[]>`
    select ${sql(columns)}, request_hash as "requestHash" from batches
    where business = ${business} and idempotency_key = ${idempotencyKey}`
  if (!row) return undefined
  const { requestHash: known, ...batch } = row
  if (!Buffer.from(known).equals(requestHash))
    throw new ApiError(
      409,
      'IdempotencyConflict',
      `The Idempotency-Key "${idempotencyKey}" was used for another request; send this one with a new key.`,
      { batch: batch.id },
    )
  return batch
}

/**
 * Opens a batch inside the transaction that will fill it, or returns undefined when a request with the same key was
 * faster: the insert waits for that one's transaction, so what `findRepeated` then sees is its end.
 */
export async function openBatch(
  tx: Transaction,
  batch: NewBatch,
  rest: { refused?: Refusal[]; payload?: unknown } = {},
): Promise<string | undefined> {
  const { business, agreement, idempotencyKey, requestHash, total } = batch
  const [row] = await tx<{ id: string }[]>`
    insert into batches (business, agreement, idempotency_key, request_hash, total, status, refused, payload)
    values (${business}, ${agreement}, ${idempotencyKey}, ${requestHash}, ${total}, 'running',
      ${tx.json(rest.refused ?? [])}, ${rest.payload === undefined ? null : tx.json(rest.payload as never)})
    on conflict (business, idempotency_key) do nothing returning id`
  return row?.id
}

export type Progress = { accepted: number; duplicates: number; refused: Refusal[]; lines: number; done: boolean }

/** Adds what a piece of a batch came to, in the piece's own transaction. */
export async function advanceBatch(tx: Transaction, id: string, progress: Progress): Promise<BatchView> {
  const { accepted, duplicates, refused, lines, done } = progress
  const [row] = await tx<BatchView[]>`
    update batches set
      accepted = accepted + ${accepted},
      duplicates = duplicates + ${duplicates},
      refused = refused || ${tx.json(refused)},
      position = position + ${lines},
      status = ${done ? 'done' : 'running'},
      payload = ${done ? null : tx`payload`}
    where id = ${id} returning ${tx(columns)}`
  if (!row) throw new Error(`batch ${id} is gone`)
  return row
}

export async function getBatch(sql: Sql, business: Hex, id: string): Promise<BatchView> {
  const [row] = await sql<BatchView[]>`
    select ${sql(columns)} from batches where business = ${business} and id = ${id}`
  if (!row) throw new ApiError(404, 'BatchUnknown', `This business has no batch ${id}.`, { id })
  return row
}
