import type Stripe from 'stripe'
import { invalid } from '../../http/error.ts'
import { type Metadata, mergeMetadata } from '../../http/params.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { availableOf, move } from '../../store/movements.ts'
import { change, get, idOf, insert, type Stored } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'
import { formatAmount } from '../currencies.ts'
import { viewTransfer } from '../view.ts'

export type ReverseParameters = {
  amount?: number | undefined
  description?: string | undefined
  metadata?: Metadata | '' | undefined
}

/** Takes money of a transfer back, as far as the account that got it still has it. */
export async function createReversal(
  scope: Scope,
  transfer: Stored<'transfer'>,
  params: ReverseParameters,
): Promise<Stripe.TransferReversal> {
  const { id: transferId, currency, amount: whole, amount_reversed: before } = transfer.body
  const left = whole - before
  const amount = params.amount ?? left
  if (left === 0 || amount > left)
    throw invalid(`Of the transfer ${transferId}, ${formatAmount(left, currency)} can be reversed.`, {
      param: 'amount',
    })
  const there = { ...scope, account: idOf(transfer.body.destination) ?? '' }
  const available = await availableOf(there, currency)
  if (available < amount) {
    const message = `The destination's available balance of ${formatAmount(available, currency)} does not cover the reversal of ${formatAmount(amount, currency)}.`
    throw invalid(message, { code: 'balance_insufficient', param: 'amount' })
  }
  const id = await newId(scope, 'trr')
  const refund = await takeBack(there, transfer, amount)
  const balance_transaction = await move(scope, {
    amount,
    currency,
    description: params.description ?? null,
    type: 'transfer_refund',
    category: 'transfer_reversal',
    source: id,
  })
  const body: Stripe.TransferReversal = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction,
    created: Math.floor(scope.now / 1_000),
    currency,
    destination_payment_refund: refund,
    metadata: mergeMetadata({}, params.metadata),
    source_refund: null,
    transfer: transferId,
  }
  await insert(scope, 'transfer_reversal', body, {})
  const reversed = await change(scope, transfer, {
    amount_reversed: before + amount,
    reversed: before + amount === whole,
  })
  await emit(scope, 'transfer.reversed', await viewTransfer(scope, reversed))
  return body
}

/** The refund of the transfer's payment, in the account that got it. */
async function takeBack(there: Scope, transfer: Stored<'transfer'>, amount: number): Promise<string> {
  const { currency, destination_payment } = transfer.body
  const payment = await get(there, 'charge', idOf(destination_payment) ?? '')
  const id = await newId(there, 'pyr')
  const balance_transaction = await move(there, {
    amount: -amount,
    currency,
    description: `Refund of ${payment.body.id}`,
    type: 'payment_refund',
    category: 'refund',
    source: id,
  })
  const refund: Stripe.Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction,
    charge: payment.body.id,
    created: Math.floor(there.now / 1_000),
    currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
  await insert(there, 'refund', refund, {})
  const refunded = payment.body.amount_refunded + amount
  await change(there, payment, { amount_refunded: refunded, refunded: refunded === payment.body.amount })
  return id
}
