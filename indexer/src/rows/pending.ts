import type { Context } from 'ponder:registry'
import { entry, pending } from 'ponder:schema'
import type { ClauseLine } from '@concordat/sdk/views.ts'
import { type Address, type Hex, zeroAddress } from 'viem'

/** A transfer's amount is a decimal string: the row is JSON. Addresses are in lower case. */
type Movement = { from: string; to: string; asset: string; amount: string }

/** Why money moved. What a later, more telling event says replaces what an earlier one said. */
export type Reason = {
  kind: (typeof entry.$inferSelect)['kind']
  /** Who stands behind the zero address or the sub-account, as the other side sees it. */
  counterparty?: Address
  digest?: Hex
  lines?: ClauseLine[]
  fact?: Hex
}

export type Pending = {
  moved: (Movement & { order: string; rank: number })[]
  expected: (Movement & { rank: number; reason: Reason })[]
  /** The last booking of each payment, by the agreement's root and the payment key. */
  bookings: Record<string, string>
}

export type Where = { context: Context; transaction: Hex }
export type Transfer = { from: Address; to: Address; asset: bigint; amount: bigint }

const ID = 0

/** What is known about the transaction being read; empty when it has just begun. */
export async function readPending({ context, transaction }: Where): Promise<Pending> {
  const row = await context.db.find(pending, { id: ID })
  if (row?.transaction === transaction) return structuredClone(row.state)
  return { moved: [], expected: [], bookings: {} }
}

export async function writePending({ context, transaction }: Where, state: Pending): Promise<void> {
  await context.db.insert(pending).values({ id: ID, transaction, state }).onConflictDoUpdate({ transaction, state })
}

/** Notes a transfer and returns the reason an earlier event of the transaction gave for it. */
export async function noteTransfer(where: Where, transfer: Transfer, order: string): Promise<Reason | undefined> {
  const state = await readPending(where)
  const movement = movementOf(transfer)
  const at = state.expected.findIndex(other => isSame(other, movement))
  const [match] = at < 0 ? [] : state.expected.splice(at, 1)
  state.moved.push({ ...movement, order, rank: match?.rank ?? 0 })
  await writePending(where, state)
  return match?.reason
}

/**
 * Says why a transfer of this transaction happened, whether it was already seen or is still to come.
 * @param rank Replaces only what events of a lower rank said: the wider an event's view, the higher.
 */
export async function explain(where: Where, transfer: Transfer, reason: Reason, rank: number): Promise<void> {
  const state = await readPending(where)
  const movement = movementOf(transfer)
  const seen = state.moved.findLast(other => other.rank < rank && isSame(other, movement))
  if (seen) {
    seen.rank = rank
    await amend(where.context, seen, reason)
  } else state.expected.push({ ...movement, rank, reason })
  await writePending(where, state)
}

/** Says why the money that last arrived in an account came, wherever it came from. */
export async function explainArrival(
  where: Where,
  to: Address,
  asset: bigint,
  reason: Reason,
  rank: number,
): Promise<void> {
  const state = await readPending(where)
  const seen = state.moved.findLast(other => other.to === to.toLowerCase() && other.asset === String(asset))
  if (!seen || seen.rank >= rank) return
  seen.rank = rank
  await amend(where.context, seen, reason)
  await writePending(where, state)
}

async function amend(context: Context, moved: Movement & { order: string }, reason: Reason): Promise<void> {
  const { counterparty, ...said } = reason
  const named = counterparty ? { ...said, counterparty } : said
  // What pays in from outside is the receiver's other side, and what is paid out to the outside the sender's.
  if (moved.from !== zeroAddress)
    await context.db.update(entry, { order: `${moved.order}0` }).set(moved.to === zeroAddress ? named : said)
  if (moved.to !== zeroAddress) await context.db.update(entry, { order: `${moved.order}1` }).set(named)
}

function movementOf({ from, to, asset, amount }: Transfer): Movement {
  return { from: from.toLowerCase(), to: to.toLowerCase(), asset: String(asset), amount: String(amount) }
}

function isSame(one: Movement, other: Movement): boolean {
  return one.from === other.from && one.to === other.to && one.asset === other.asset && one.amount === other.amount
}
