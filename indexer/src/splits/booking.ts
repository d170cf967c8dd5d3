import { ponder } from 'ponder:registry'
import { agreement, booking, payment } from 'ponder:schema'
import { zeroAddress, zeroHash } from 'viem'
import { addToMonth, readVersion, writeVersion } from '../rows/agreements.ts'
import { noteBooking } from '../rows/bookings.ts'
import { expectReturn } from '../rows/payouts.ts'
import { positionOf } from '../rows/position.ts'

ponder.on('Splits:ReceiptBooked', async ({ event, context }) => {
  const { root, paymentKey, payer, month, amount, returned } = event.args
  const at = positionOf(event)
  const kind = paymentKey === zeroHash && payer === zeroAddress ? 'surplus' : 'receipt'
  await context.db
    .insert(booking)
    .values({ ...at, root, kind, paymentKey, payer, amount, returned, month, observedAt: at.timestamp })
  await noteBooking(context, { root, paymentKey }, at)

  const row = await context.db
    .update(agreement, { root })
    .set(({ received, owed }) => ({ received: received + amount, owed: owed - returned }))
  await expectReturn(context, row, returned, at)
  if (month !== 0) {
    await addToMonth(context, root, month, { net: amount, entries: paymentKey === zeroHash ? 0 : 1 })
    return
  }
  // Without months, what was not owed for refunds reaches the clauses at once.
  const current = await readVersion(context, row.digest)
  if (current)
    await writeVersion(context, row.digest, { ...current.books, base: current.books.base + amount - returned })
})

ponder.on('Splits:RefundBooked', async ({ event, context }) => {
  const { root, paymentKey, month, amount, returned, owed } = event.args
  const at = positionOf(event)
  const { asset = 0n } = (await context.db.find(agreement, { root })) ?? {}
  const payer = (await context.db.find(payment, { asset, key: paymentKey }))?.payer ?? zeroAddress
  await context.db
    .insert(booking)
    .values({ ...at, root, kind: 'refund', paymentKey, payer, amount, returned, month, observedAt: at.timestamp })
  await noteBooking(context, { root, paymentKey }, at)

  const row = await context.db
    .update(agreement, { root })
    .set(({ refunded }) => ({ refunded: refunded + amount, owed }))
  await expectReturn(context, row, returned, at)
  if (month !== 0) await addToMonth(context, root, month, { net: -amount, entries: 1 })
})
