import { ponder } from 'ponder:registry'
import { asset, dispute, payment, reserve } from 'ponder:schema'
import { disputeWonHash } from '@concordat/sdk/facts.ts'
import { refundSubject, topics } from '@concordat/sdk/ids.ts'
import { isAddressEqual } from 'viem'
import { bookBack } from './rows/backs.ts'
import { amendBooking } from './rows/bookings.ts'
import { keepFact, linkFact } from './rows/facts.ts'
import { positionOf } from './rows/position.ts'
import { post } from './rows/postings.ts'

ponder.on('Payments:PaymentDisputed', async ({ event, context }) => {
  const { disputeId: reference, ...back } = event.args
  const { paymentKey, id, bookedAt } = back
  await context.db.insert(dispute).values({ asset: id, paymentKey, reference, bookedAt })
  await bookBack(context, { ...back, reference, kind: 'dispute', contract: event.log.address }, positionOf(event))
})

ponder.on('Payments:DisputeWon', async ({ event, context }) => {
  const { paymentKey, disputeId: reference, key, id, amount, delivered, bookedAt, observedAt, mask } = event.args
  const at = positionOf(event)
  const contract = event.log.address
  await post(context, { asset: id, kind: 'won', reference, amount }, at)
  const original = await context.db.find(payment, { asset: id, key: paymentKey })
  const opened = await context.db.find(dispute, { asset: id, paymentKey, reference })
  const series = await context.db.find(asset, { id })
  if (!original || !opened || !series?.quorum) return

  const taken = { paymentKey, refundId: reference, amount, bookedAt: opened.bookedAt }
  const value = disputeWonHash(taken, bookedAt)
  const what = { topic: topics.dispute, subject: refundSubject(paymentKey, reference), round: 1n, value }
  const said = { ...what, quorum: series.quorum, audience: contract, observedAt, validUntil: 0 }
  const fact = await keepFact(context, { ...said, usedBy: contract, mask }, at)

  const { payer, payee } = original
  if (!delivered || !isAddressEqual(payee, context.contracts.Splits.address)) return
  await linkFact(context, key, fact, at)
  await amendBooking(context, { root: key, paymentKey }, { fact, observedAt, payer }, at)
})

ponder.on('Payments:ReserveDeclared', async ({ event, context }) => {
  const { processor, account, rate, duration } = event.args
  await context.db.insert(reserve).values({ processor, account, rate, duration }).onConflictDoNothing()
})

ponder.on('Payments:ReserveReleased', async ({ event, context }) => {
  const { paymentKey, id, amount } = event.args
  await post(context, { asset: id, kind: 'released', reference: paymentKey, amount }, positionOf(event))
})
