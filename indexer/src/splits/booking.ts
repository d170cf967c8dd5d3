import { receivableKey, splitLedgerId } from '@concordat/sdk/ids.ts'
import { type Context, ponder } from 'ponder:registry'
import { agreement, booking, payment } from 'ponder:schema'
import { type Hex, zeroAddress, zeroHash } from 'viem'
import { nameAccount } from '../rows/accounts.ts'
import { addToMonth, readVersion, writeVersion } from '../rows/agreements.ts'
import { explain, readPending, writePending } from '../rows/pending.ts'
import { type Position, positionOf } from '../rows/position.ts'

ponder.on('Splits:ReceiptBooked', async ({ event, context }) => {
  const { root, paymentKey, payer, month, amount, returned } = event.args
  const at = positionOf(event)
  const kind = paymentKey === zeroHash && payer === zeroAddress ? 'surplus' : 'receipt'
  await context.db
    .insert(booking)
    .values({ ...at, root, kind, paymentKey, payer, amount, returned, month, observedAt: at.timestamp })
  await noteBooking(context, paymentKey, at)
  await expectReturn(context, root, returned, at)

  const row = await context.db
    .update(agreement, { root })
    .set(({ received, owed }) => ({ received: received + amount, owed: owed - returned }))
  if (row.openMonth !== null) {
    await addToMonth(context, root, month, { net: amount, entries: paymentKey === zeroHash ? 0 : 1 })
    return
  }
  // Without months, what was not owed for refunds reaches the clauses at once.
  const current = await readVersion(context, row.digest)
  if (current) await writeVersion(context, row.digest, { ...current.books, base: current.books.base + amount - returned })
})

ponder.on('Splits:RefundBooked', async ({ event, context }) => {
  const { root, paymentKey, month, amount, returned, owed } = event.args
  const at = positionOf(event)
  const payer = (await context.db.find(payment, { key: paymentKey }))?.payer ?? zeroAddress
  await context.db
    .insert(booking)
    .values({ ...at, root, kind: 'refund', paymentKey, payer, amount, returned, month, observedAt: at.timestamp })
  await noteBooking(context, paymentKey, at)
  await expectReturn(context, root, returned, at)

  const row = await context.db
    .update(agreement, { root })
    .set(({ refunded }) => ({ refunded: refunded + amount, owed }))
  if (row.openMonth !== null) await addToMonth(context, root, month, { net: -amount, entries: 1 })
})

/** Lets the payment's own event, which follows, find what was booked for it. */
async function noteBooking(context: Context, paymentKey: Hex, at: Position): Promise<void> {
  const where = { context, transaction: at.transaction }
  const state = await readPending(where)
  await writePending(where, { ...state, bookings: { ...state.bookings, [paymentKey]: at.order } })
}

/** What goes back for refunds moves to where the issuer redeems it. */
async function expectReturn(context: Context, root: Hex, amount: bigint, at: Position): Promise<void> {
  const row = await context.db.find(agreement, { root })
  if (!row || amount === 0n) return
  const splits = context.contracts.Splits.address
  const { issuer } = splitLedgerId(row.asset)
  const from = await nameAccount(context, { contract: splits, key: root, agreement: root })
  const to = await nameAccount(context, { contract: issuer, key: receivableKey(splits, root, row.asset) })
  await explain({ context, transaction: at.transaction }, { from, to, asset: row.asset, amount }, { kind: 'refund' }, 1)
}
