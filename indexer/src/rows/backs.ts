import type { Context } from 'ponder:registry'
import { asset, payment } from 'ponder:schema'
import { refundHash } from '@concordat/sdk/facts.ts'
import { receivableKey, refundSubject, topics, ZERO_HASH } from '@concordat/sdk/ids.ts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { nameAccount } from './accounts.ts'
import { amendBooking } from './bookings.ts'
import { keepFact, linkFact } from './facts.ts'
import { explainArrival } from './pending.ts'
import type { Position } from './position.ts'
import { post } from './postings.ts'

/** A refund, or a payment that the payer's bank took back. */
type Back = {
  kind: 'refund' | 'dispute'
  contract: Address
  paymentKey: Hex
  /** The processor's id of it, hashed. */
  reference: Hex
  /** The payee's account key. */
  key: Hex
  id: bigint
  amount: bigint
  returned: bigint
  bookedAt: number
  observedAt: number
  mask: number
}

/** Keeps what is said of money that went back to a payer. */
export async function bookBack(context: Context, back: Back, at: Position): Promise<void> {
  const { kind, contract, paymentKey, reference, key, id, amount, returned, bookedAt, observedAt, mask } = back
  await post(context, { asset: id, kind, reference, amount }, at)
  const original = await context.db.find(payment, { asset: id, key: paymentKey })
  const series = await context.db.find(asset, { id })
  if (!original || !series?.quorum) return

  const value = refundHash({ paymentKey, refundId: reference, amount, bookedAt })
  const what = { topic: topics[kind], subject: refundSubject(paymentKey, reference), round: 0n, value }
  const said = { ...what, quorum: series.quorum, audience: contract, observedAt, validUntil: 0 }
  const fact = await keepFact(context, { ...said, usedBy: contract, mask }, at)

  // The debtor's units come back through an account of Payments.
  const { payer, payee, delivered } = original
  const [debtor, debtorKey] = delivered ? [payee, key] : [payer, ZERO_HASH]
  const account = await nameAccount(context, { contract, key: receivableKey(debtor, debtorKey, id) })
  const where = { context, transaction: at.transaction }
  if (returned > 0n) await explainArrival(where, account, id, { kind: 'refund', fact }, 3)

  if (!delivered || !isAddressEqual(payee, context.contracts.Splits.address)) return
  await linkFact(context, key, fact, at)
  await amendBooking(context, { root: key, paymentKey }, { fact, observedAt, payer, refundId: reference }, at)
}
