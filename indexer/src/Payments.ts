import { receiptHash, refundHash } from '@concordat/sdk/facts.ts'
import { receivableKey, refundSubject, topics, ZERO_HASH } from '@concordat/sdk/ids.ts'
import { ponder } from 'ponder:registry'
import { asset, booking, payment } from 'ponder:schema'
import { isAddressEqual, zeroAddress } from 'viem'
import { nameAccount } from './rows/accounts.ts'
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
  const at = positionOf(event)
  const contract = event.log.address
  const used = {
    quorum: receipt.quorum,
    audience: contract,
    topic: topics.payment,
    subject: paymentKey,
    round: 0n,
    value: receiptHash(receipt),
    observedAt,
    validUntil: 0,
    usedBy: contract,
    mask,
  }
  const fact = await keepFact(context, used, at)

  const { payer, payee, key } = receipt
  const row = { key: paymentKey, quorum: receipt.quorum, payer, payee, accountKey: key, delivered, observedAt, fact }
  await context.db.insert(payment).values(row)

  // What the payee's account may one day have to give back is collected in an account of Payments.
  const [debtor, debtorKey] = delivered ? [payee, key] : [payer, ZERO_HASH]
  await nameAccount(context, { contract, key: receivableKey(debtor, debtorKey, id) })

  const where = { context, transaction: at.transaction }
  const account = delivered ? await nameAccount(context, { contract: payee, key }) : payer
  await explainArrival(where, account, id, { kind: 'payment', counterparty: payer, fact }, 3)

  const isAgreement = delivered && isAddressEqual(payee, context.contracts.Splits.address)
  if (!isAgreement) return
  await linkFact(context, key, fact, at)
})
