import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/connect.ts'
import { ApiError, isDatabaseDown } from '../../errors.ts'
import { type Connection, listConnections } from '../connections.ts'
import { firstRefusal, recordObserved } from '../record.ts'
import { type KeptEntry, listDue, type Reason } from './bankEntries.ts'
import { observeCredit } from './observeCredit.ts'
import { findTransfer, observeTransfer, requireOneEnd } from './observeTransfer.ts'
import type { Placed } from './placed.ts'

/** Turns entries that are due into rows, each once. Answers how many were taken on. */
export async function placeDue(context: Context): Promise<number> {
  const due = await listDue(context, 100)
  const connections = new Map((await listConnections(context.sql)).map(each => [`${each.rail} ${each.account}`, each]))
  for (const entry of due) {
    const connection = connections.get(`bank ${entry.account}`)
    try {
      if (connection) await placeEntry(context, connection, entry)
    } catch (error) {
      await putOff(context, entry, error)
    }
  }
  return due.length
}

async function placeEntry(context: Context, connection: Connection, entry: KeptEntry): Promise<void> {
  const { sql, hub } = context
  const { business } = connection
  const placed = await placeOf(context, connection, entry)
  const batch = await sql.begin(async tx => {
    const [open] = await tx`
      select 1 from bank_entries where account = ${entry.account} and side = ${entry.side}
      and reference = ${entry.reference} and state <> 'placed' for update`
    if (!open) return undefined
    if (placed.kind === 'payout' && entry.endToEndId !== null)
      await requireOneEnd(tx, business, placed, entry.endToEndId)
    const written = await recordObserved(tx, context, business, placed)
    const refusal = firstRefusal(written)
    if (refusal) await leave(tx, entry, refusal)
    else await tick(tx, entry, placed)
    return written
  })
  if (batch) hub.publish({ event: 'batch', data: { business, batch } })
}

async function placeOf(context: Context, connection: Connection, entry: KeptEntry): Promise<Placed> {
  const transfer = entry.endToEndId === null ? undefined : await findTransfer(context, connection, entry.endToEndId)
  if (transfer) return observeTransfer(context, connection, { entry, transfer })
  if (entry.status === 'accepted' || entry.status === 'rejected')
    throw new ApiError(422, 'TransferUnknown', 'The bank reports on a transfer that none of your files holds.')
  if (entry.status !== 'booked')
    throw new ApiError(422, 'EntryNotBooked', 'The bank has not booked it yet.', { status: entry.status })
  if (entry.side === 'debit')
    throw new ApiError(422, 'DebitUnknown', 'It left the account by no transfer that an instruction ordered.')
  if (entry.returned !== null)
    throw new ApiError(422, 'ReturnUnknown', 'A transfer came back that no instruction ordered.')
  return observeCredit(context, connection, entry)
}

async function tick(tx: Transaction, entry: KeptEntry, { kind, id, order }: Placed): Promise<void> {
  await tx`
    update bank_entries set state = 'placed', kind = ${kind}, row_id = ${id}, refusal = null
    where account = ${entry.account} and side = ${entry.side} and reference = ${entry.reference}`
  if (!order) return
  const [used] = await tx`
    update bank_orders set payment = ${id} where reference = ${order} and coalesce(payment, ${id}) = ${id} returning 1`
  if (!used) throw new ApiError(422, 'OrderUsed', 'The order was paid before, by another transfer.')
}

/** What cannot be placed is kept with its reason, and tried again now and then, and with every import. */
async function leave(sql: Context['sql'] | Transaction, entry: KeptEntry, { code, message }: Reason): Promise<void> {
  await sql`
    update bank_entries set state = 'left', refusal = ${sql.json({ code, message })}, next_at = now() + interval '1 hour'
    where account = ${entry.account} and side = ${entry.side} and reference = ${entry.reference} and state <> 'placed'`
}

async function putOff({ sql }: Context, entry: KeptEntry, error: unknown): Promise<void> {
  if (isDatabaseDown(error)) throw error
  const passes = !(error instanceof BaseError) || error instanceof RetryableError || (error as ApiError).status >= 500
  if (!passes) return leave(sql, entry, { code: error.code, message: error.shortMessage })
  if (!(error instanceof RetryableError)) console.error(`The entry ${entry.reference} waits:`, error)
  await sql`
    update bank_entries set next_at = now() + interval '10 seconds'
    where account = ${entry.account} and side = ${entry.side} and reference = ${entry.reference} and state <> 'placed'`
}
