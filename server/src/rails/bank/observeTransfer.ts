import { entryKey, stateOfTransfer, type TransferState } from '@concordat/sdk/payments/bank/transfers.ts'
import { payoutKey } from '@concordat/sdk/payments/ids.ts'
import type { PayoutState, RowInput } from '@concordat/sdk/rows/schema.ts'
import { type Hex, hexToString } from 'viem'
import { findAgreement } from '../../agreements/find.ts'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/connect.ts'
import { ApiError } from '../../errors.ts'
import { amountText } from '../amounts.ts'
import type { Connection } from '../connections.ts'
import { findPayoutAccount, type KeptPayoutAccount } from '../payoutAccounts.ts'
import { processorBehind } from '../unit.ts'
import { findEntries, type KeptEntry } from './bankEntries.ts'
import type { Placed } from './placed.ts'

const roundOf = { accepted: 0, paid: 1, failed: 1, reversed: 2 } as const

/** A transfer that a batch ordered. */
export type OrderedTransfer = {
  endToEndId: string
  instruction: Hex
  payoutAccount: Hex
  sequence: number
  /** In the currency's minor unit. */
  amount: string
}

/** The transfer of one of the business's instructions, by its end-to-end id. */
export async function findTransfer(
  { sql }: Context,
  { business, account }: Connection,
  endToEndId: string,
): Promise<OrderedTransfer | undefined> {
  const [row] = await sql<OrderedTransfer[]>`
    select t.end_to_end as "endToEndId", o.instruction, o.payout_account as "payoutAccount", o.sequence,
      o.amount::text as amount
    from bank_transfers t join bank_batches b on b.id = t.batch join payout_orders o on o.instruction = t.instruction
    where t.end_to_end = ${endToEndId} and b.business = ${business} and b.account = ${account}`
  return row
}

type Parts = { entry: KeptEntry; transfer: OrderedTransfer }

/** What became of a transfer, in rows, by all that the statements say of it. Throws why the entry does not belong to it. */
export async function observeTransfer(
  context: Context,
  connection: Connection,
  { entry, transfer }: Parts,
): Promise<Placed> {
  const { sql, indexer } = context
  const { endToEndId } = transfer
  const state = stateOfTransfer(await findEntries(context, sql, connection.account, { endToEndId }))
  if (!state) throw new ApiError(422, 'DebitAwaited', 'A transfer came back whose debit no statement has shown yet.')
  if (!state.entries.includes(entryKey(entry)) && !isOverruled(entry, state)) throw surplus(entry)
  const account = await findPayoutAccount(context, transfer.payoutAccount)
  checkTransfer(state, transfer, account)
  const agreement = await findAgreement(sql, indexer, connection.business, account.agreement)
  const processor = processorBehind(account.struct.processor, connection)
  // What was never made has the instruction for an id, as no transfer carries it.
  const id = state.state === 'rejected' ? transfer.instruction : endToEndId
  const money = { amount: amountText(BigInt(transfer.amount), currencyOf(account)), currency: currencyOf(account) }
  const row = (said: PayoutState, evidence: string, date: string): RowInput => ({
    kind: 'payout',
    id,
    round: roundOf[said],
    recordedAt: new Date().toISOString(),
    date,
    data: {
      instruction: transfer.instruction,
      sequence: transfer.sequence,
      payoutAccount: payoutKey(account.struct),
      ...money,
      ...{ state: said, evidence },
      // Nodes that cannot look at the bank need not know who was paid.
      ...(processor ? { processor, particulars: account.particulars } : {}),
    },
  })
  const { date, endedOn, failure } = state
  const paid = () => row('paid', endToEndId, date)
  const ended = (said: 'failed' | 'reversed') => row(said, failure ?? said, endedOn ?? date)
  const rows = async (): Promise<RowInput[]> => {
    if (state.state === 'accepted') return [row('accepted', endToEndId, date)]
    if (state.state === 'paid') return [paid()]
    if (state.state === 'rejected') return [ended('failed')]
    // What was told to be paid came back; a later part of a statement can say so of the same day.
    if (state.state === 'reversed' || (await isTold(context, connection, endToEndId)))
      return [paid(), ended('reversed')]
    return [ended('failed')]
  }
  return { agreement, rows: await rows(), kind: 'payout', id }
}

async function isTold({ sql }: Context, { business }: Connection, id: string): Promise<boolean> {
  const found = await sql`
    select 1 from rows where business = ${business} and kind = 'payout' and id = ${id} and round = 1 and data ->> 'state' = 'paid'`
  return found.length > 0
}

/**
 * Refuses to say of a transfer that it was made after it was said to be rejected, or the other way round. Until the transaction ends
 * nobody else says anything of it.
 */
export async function requireOneEnd(tx: Transaction, business: Hex, { id }: Placed, endToEndId: string): Promise<void> {
  const [transfer] = await tx<{ instruction: Hex }[]>`
    select instruction from bank_transfers where end_to_end = ${endToEndId} for update`
  if (!transfer) return
  const isRejection = id === transfer.instruction
  const other = isRejection ? endToEndId : transfer.instruction
  const [said] = await tx`
    select 1 from rows where business = ${business} and kind = 'payout' and id = ${other} and round = 1`
  if (!said) return
  throw isRejection ? made() : contradicted()
}

const made = () =>
  new ApiError(422, 'TransferMade', 'A statement shows that the bank made the transfer which it rejects here.')

const contradicted = () =>
  new ApiError(
    422,
    'TransferAfterRejection',
    'The bank rejected the transfer, and the units went back; now it made it all the same. Ask it to take it back.',
  )

/** Whether an entry said what was true until another said more. */
const isOverruled = ({ status }: KeptEntry, { state }: TransferState) =>
  status === 'accepted' || ((status === 'pending' || status === 'rejected') && state === 'rejected')

/** Why an entry that carries the transfer's id is none of those that say what became of it. */
function surplus({ side, status }: KeptEntry): ApiError {
  if (status === 'rejected') return made()
  if (status !== 'booked')
    return new ApiError(422, 'EntryNotBooked', 'The bank has booked it under another name, or not yet.')
  if (side === 'debit') return new ApiError(422, 'TransferBookedTwice', 'The bank booked the transfer once before.')
  return new ApiError(422, 'ReturnDiffers', 'Another amount came back than was transferred.')
}

const currencyOf = ({ struct }: KeptPayoutAccount) => hexToString(struct.currency, { size: 32 })

function checkTransfer(state: TransferState, transfer: OrderedTransfer, account: KeptPayoutAccount): void {
  const currency = currencyOf(account)
  const { particulars } = account
  // A report need not repeat what it is about.
  const isSilent = state.isReported && state.amount === '0'
  if (state.currency !== currency || (!isSilent && state.amount !== transfer.amount))
    throw new ApiError(
      422,
      'TransferDiffers',
      `The bank transferred ${amountText(BigInt(state.amount), state.currency)} ${state.currency}, ordered were ${amountText(BigInt(transfer.amount), currency)} ${currency}.`,
    )
  if (state.isReported && state.destination === null) return
  if (state.destination !== particulars.account)
    throw new ApiError(
      422,
      'CreditorDiffers',
      state.destination === null
        ? 'The statement does not say where the transfer went, so nobody can confirm it; ask the bank for that.'
        : 'The transfer went to another account than was ordered.',
    )
}
