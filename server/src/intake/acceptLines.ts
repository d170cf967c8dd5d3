import { createHash } from 'node:crypto'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import { canonicalRow } from '@concordat/sdk/rows/sign.ts'
import type { Hex } from 'viem'
import type { AttachedAgreement } from '../agreements/find.ts'
import { describeProgress } from '../alerts/describeProgress.ts'
import { grow } from '../alerts/grow.ts'
import { raise } from '../alerts/raise.ts'
import type { KeyStore } from '../businesses/keyStore.ts'
import type { Transaction } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import type { Hub } from '../events/hub.ts'
import type { Progress } from './batches.ts'
import { bookRow } from './books.ts'
import type { Refusal } from './csv.ts'
import { findKnown, type Known, keyOf } from './known.ts'
import { loadBooks } from './loadBooks.ts'
import { readLine, type SourceLine } from './readLine.ts'
import { closeDataOf, type PendingRow, storeRows } from './storeRows.ts'

/** Rows signed and stored at once: enough to be quick, few enough to let other requests in between. */
const rowsPerFlush = 500

type Accepted = Omit<Progress, 'lines' | 'done'>
export type AcceptParameters = {
  business: Hex
  agreement: AttachedAgreement
  batch: string
  /** Hears what the parties are told of. */
  hub: Hub
}

/**
 * Accepts lines in their order, inside the caller's transaction. Each new row gets the business's next number, its
 * booking date and the business's signature; repetitions are counted, and what cannot be accepted is refused by line.
 */
export async function acceptLines(
  tx: Transaction,
  keys: KeyStore,
  parameters: AcceptParameters,
  lines: SourceLine[],
): Promise<Accepted> {
  const { read, refused } = readAll(lines)
  const accepted = await acceptRows(tx, keys, parameters, read)
  return { ...accepted, refused: [...refused, ...accepted.refused].sort((a, b) => a.line - b.line) }
}

/** Accepts records as `acceptLines` does, of any kind: what a processor told the server has no lines to read. */
export async function acceptRows(
  tx: Transaction,
  keys: KeyStore,
  { business, agreement, batch, hub }: AcceptParameters,
  read: { line: number; row: RowInput }[],
): Promise<Accepted> {
  // Whoever holds this row numbers rows; every other batch of the business waits here.
  const [head] = await tx<{ seq: number; publicKey: string }[]>`
    select next_seq as seq, public_key as "publicKey" from businesses where id = ${business} for no key update`
  if (!head) throw new Error(`business ${business} is gone`)
  const refused: Refusal[] = []
  const inputs = read.map(({ row }) => row)
  const known = await findKnown(tx, business, agreement.root, inputs)
  const books = await loadBooks(tx, business, agreement, inputs)
  const signer = { business, agreement: agreement.root, publicKey: head.publicKey, key: keys.get(business), batch }

  let { seq } = head
  let duplicates = 0
  let pending: PendingRow[] = []
  const progress: RowInput[] = []
  const flush = async () => {
    await storeRows(tx, signer, pending)
    pending = []
  }
  for (const { line, row } of read) {
    const content = contentOf(row)
    try {
      if (isRepetition(known, row, content)) {
        duplicates++
        continue
      }
      const booking = bookRow(books, row)
      if (row.kind === 'close') await flush()
      const data = row.kind === 'close' ? await closeDataOf(tx, agreement, row.data.month) : row.data
      pending.push({ ...row, ...booking, data, content, seq: seq++ })
      remember(known, row, content)
      progress.push(row)
    } catch (error) {
      refused.push(refusalOf(line, error))
    }
    if (pending.length >= rowsPerFlush) await flush()
  }
  await flush()
  await tx`update businesses set next_seq = ${seq} where id = ${business}`
  await tell(tx, hub, { business, ...agreement, rows: progress, now: Math.floor(Date.now() / 1000) })
  return { accepted: seq - head.seq, duplicates, refused }
}

async function tell(tx: Transaction, hub: Hub, reported: Parameters<typeof describeProgress>[0]): Promise<void> {
  const { alerts, growing } = describeProgress(reported)
  await grow(tx, hub, growing)
  for (const alert of alerts) await raise(tx, hub, alert)
}

function readAll(lines: SourceLine[]) {
  const read: { line: number; row: RowInput }[] = []
  const refused: Refusal[] = []
  for (const source of lines) {
    if ('code' in source) {
      const { line, code, message } = source
      refused.push({ line, code, message })
      continue
    }
    try {
      read.push({ line: source.line, row: readLine(source) })
    } catch (error) {
      refused.push(refusalOf(source.line, error))
    }
  }
  return { read, refused }
}

/** A refusal belongs to its line; anything else ends the whole batch. */
function refusalOf(line: number, error: unknown): Refusal {
  if (!(error instanceof BaseError) || (error instanceof ApiError && error.status >= 500)) throw error
  return { line, code: error.code, message: error.shortMessage }
}

/** When a row was recorded may differ between two exports of the same record. */
function contentOf({ recordedAt: _, ...content }: RowInput): Buffer {
  return createHash('sha256')
    .update(canonicalRow(content as never))
    .digest()
}

function isRepetition(known: Known, row: RowInput, content: Buffer): boolean {
  const record = known.get(keyOf(row))
  if (!record) return false
  const { kind, id, round } = row
  const same = record.rounds.get(round)
  if (same?.equals(content)) return true
  if (same)
    throw new ApiError(
      409,
      'RowConflict',
      `The ${kind} "${id}" round ${round} is already recorded with other content; a correction needs the next round.`,
      { kind, id, round },
    )
  if (round < record.latest)
    throw new ApiError(
      409,
      'RoundPassed',
      `The ${kind} "${id}" is already at round ${record.latest}; a correction needs the next.`,
      {
        given: round,
        latest: record.latest,
      },
    )
  return false
}

function remember(known: Known, row: RowInput, content: Buffer): void {
  const record = known.get(keyOf(row)) ?? { rounds: new Map(), latest: row.round }
  record.rounds.set(row.round, content)
  record.latest = Math.max(record.latest, row.round)
  known.set(keyOf(row), record)
}
