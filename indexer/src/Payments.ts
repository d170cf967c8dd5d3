import { ponder } from 'ponder:registry'
import { asset, payment, returned } from 'ponder:schema'
import { receiptHash } from '@concordat/sdk/facts.ts'
import { topics } from '@concordat/sdk/ids.ts'
import { isAddressEqual } from 'viem'
import { nameAccount } from './rows/accounts.ts'
import { bookBack } from './rows/backs.ts'
import { amendBooking } from './rows/bookings.ts'
import { keepFact, linkFact } from './rows/facts.ts'
import { explainArrival } from './rows/pending.ts'
import { positionOf } from './rows/position.ts'
import { post } from './rows/postings.ts'

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
  await post(context, { asset: id, kind: 'payment', reference: receipt.transaction, amount: receipt.amount }, at)

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
  const { refundId: reference, ...back } = event.args
  await bookBack(context, { ...back, reference, kind: 'refund', contract: event.log.address }, positionOf(event))
})
