import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { buildOrderMetadata, orderDigest, type PaymentOrder } from '@concordat/sdk/payments/order.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import type { Standing } from '../src/agreements/find.ts'
import { decidePayment, receiptIn } from '../src/payments/decide.ts'
import type { PaymentRecord } from '../src/processors/record.ts'
import type { RowOf } from '../src/rows/context.ts'
import { agreement, business, contracts, delivered, context as ownContext, root, standing } from './context.ts'
import { paidAt, payment } from './feed.ts'
import { monthlyTerms } from './terms.ts'

const { quorum } = agreement.rules

/** An account at a processor whose units an agreement shares, and what decisions about its rows depend on. */
export function processorContext(processor: ProcessorAccount) {
  const terms = monthlyTerms({ quorum, business, payments: contracts.Payments, processor })
  const own: Standing = { ...standing, terms }
  return { ...ownContext, standing: own }
}

export const account: ProcessorAccount = { rail: 'stripe', account: 'acct_1' }
export const context = processorContext(account)
export const bookedAt = (date: string) => assignBookedAt(date, 480)
const at = '2025-01-01'

export const paymentRow = (data: Partial<RowOf<'payment'>['data']> = {}, processor = account) => {
  const row = delivered(paidAt(payment('pi_1', '10.00'), processor), 1, bookedAt(at)) as RowOf<'payment'>
  return { ...row, data: { ...row.data, ...data } }
}

/** An order of the payment, as it was authorised; changes make it another one than it says. */
export function orderOf(change: Partial<PaymentOrder> = {}, payer = 'card 1', processor = account) {
  const order: PaymentOrder = {
    payer: payerAccount(payer),
    payee: contracts.Splits,
    agreement: root,
    currency: currencyCode('XTS'),
    amount: 1_000n,
    processor: processorName(processor),
    purpose: '',
    nonce: 1n,
    expiry: 1_800_000_000n,
    ...change,
  }
  const digest = orderDigest(order, context.chainId, contracts.Payments)
  return buildOrderMetadata({ order, digest, payer, date: at })
}

export const paid: PaymentRecord = {
  kind: 'payment',
  outcome: 'succeeded',
  amount: '1000',
  currency: 'XTS',
  metadata: orderOf(),
  createdAt: 1_735_700_000,
  status: 'succeeded',
  isSigned: false,
}

/** The receipt of the payment, as the nodes confirm it. */
export function receiptOfPayment() {
  const decision = decidePayment(paymentRow(), { ...context, record: paid })
  if (decision.status !== 'fact') throw new Error(JSON.stringify(decision))
  return receiptIn(decision.payload as never)
}
