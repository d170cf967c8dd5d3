import { ponder } from 'ponder:registry'
import { asset, payment, returned } from 'ponder:schema'
import { receiptHash, refundHash } from '@concordat/sdk/facts.ts'
import { receivableKey, refundSubject, topics, ZERO_HASH } from '@concordat/sdk/ids.ts'
import { isAddressEqual } from 'viem'
import { nameAccount } from './rows/accounts.ts'
import { amendBooking } from './rows/bookings.ts'
import { keepFact, linkFact } from './rows/facts.ts'
import { explainArrival } from './rows/pending.ts'
import { positionOf } from './rows/position.ts'

ponder.on('Payments:SeriesOpened', async ({ event, context }) => {
  const { id, quorum, currency } = event.args
  const row = { id, issuer: event.log.address, kind: 'currency' as const, supply: 0n, quorum, currency }
  await context.db.insert(asset).values(row).onConflictDoUpdate({ quorum, currency })
})

ponder.on('Payments:PaymentIssued', async ({ event, context }) => {
  const { paymentKey, receipt, id, observedAt, delivered, mask } = event.args
  const { quorum, payer, payee, key } = receipt
  const at = positionOf(event)
  const contract = event.log.address
  const what = { topic: topics.payment, subject: paymentKey, round: 0n, value: receiptHash(receipt) }
  const said = { ...what, quorum, audience: contract, observedAt, validUntil: 0 }
  const fact = await keepFact(context, { ...said, usedBy: contract, mask }, at)
  await context.db.insert(payment).values({ asset: id, key: paymentKey, payer, payee, delivered })

  const where = { context, transaction: at.transaction }
  const account = delivered ? await nameAccount(context, { contract: payee, key }) : payer
  await explainArrival(where, account, id, { kind: 'payment', counterparty: payer, fact }, 3)

  if (!isAddressEqual(payee, context.contracts.Splits.address)) return
  if (!delivered) {
    await context.db.insert(returned).values({ ...at, root: key, payer, asset: id, amount: receipt.amount, fact })
    return
  }
  await linkFact(context, key, fact, at)
  await amendBooking(context, { root: key, paymentKey }, { fact, observedAt, payer }, at)
})

ponder.on('Payments:PaymentRefunded', async ({ event, context }) => {
  const { paymentKey, refundId, key, id, amount, returned, bookedAt, observedAt, mask } = event.args
  const at = positionOf(event)
  const contract = event.log.address
  const refunded = await context.db.find(payment, { asset: id, key: paymentKey })
  const series = await context.db.find(asset, { id })
  if (!refunded || !series?.quorum) return

  const value = refundHash({ paymentKey, refundId, amount, bookedAt })
  const what = { topic: topics.refund, subject: refundSubject(paymentKey, refundId), round: 0n, value }
  const said = { ...what, quorum: series.quorum, audience: contract, observedAt, validUntil: 0 }
  const fact = await keepFact(context, { ...said, usedBy: contract, mask }, at)

  // The debtor's units come back through an account of Payments.
  const { payer, payee, delivered } = refunded
  const [debtor, debtorKey] = delivered ? [payee, key] : [payer, ZERO_HASH]
  const account = await nameAccount(context, { contract, key: receivableKey(debtor, debtorKey, id) })
  const where = { context, transaction: at.transaction }
  if (returned > 0n) await explainArrival(where, account, id, { kind: 'refund', fact }, 3)

  if (!delivered || !isAddressEqual(payee, context.contracts.Splits.address)) return
  await linkFact(context, key, fact, at)
  await amendBooking(context, { root: key, paymentKey }, { fact, observedAt, payer, refundId }, at)
})
