import type { Context } from 'ponder:registry'
import { booking } from 'ponder:schema'
import type { Address, Hex } from 'viem'
import { readPending, writePending } from './pending.ts'
import type { Position } from './position.ts'

type Booked = { root: Hex; paymentKey: Hex }

/** Lets the payment's own event, which follows, find what an agreement booked for it. */
export async function noteBooking(context: Context, booked: Booked, at: Position): Promise<void> {
  const where = { context, transaction: at.transaction }
  const state = await readPending(where)
  await writePending(where, { ...state, bookings: { ...state.bookings, [keyOf(booked)]: at.order } })
}

/** Adds what the payment's own event tells to what the agreement booked for it in this transaction. */
export async function amendBooking(
  context: Context,
  booked: Booked,
  known: { fact: Hex; observedAt: number; payer: Address; refundId?: Hex },
  at: Position,
): Promise<void> {
  const { bookings } = await readPending({ context, transaction: at.transaction })
  const order = bookings[keyOf(booked)]
  if (order) await context.db.update(booking, { order }).set(known)
}

function keyOf({ root, paymentKey }: Booked): string {
  return `${root}${paymentKey}`
}
