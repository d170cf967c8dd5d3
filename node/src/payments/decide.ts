import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { receiptHash } from '@concordat/sdk/facts.ts'
import { currencyCode, externalId, payerAccount, paymentKey, topics } from '@concordat/sdk/ids.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import { assignBookedAt, observedAtOf } from '@concordat/sdk/rows/booking.ts'
import type { Receipt } from '@concordat/sdk/types.ts'
import type { Hex } from 'viem'
import { findOrigin, isIssuedBy } from '../agreements/unit.ts'
import { paymentEffect } from '../chain/effects.ts'
import { answer, type Decision, dissent, type Objection } from '../facts/decision.ts'
import { findRecord, objectToMeaning } from '../processors/agree.ts'
import type { PaymentContext, RowOf } from '../rows/context.ts'
import { objectToOrder } from './order.ts'
import { objectToTransfer } from './transfer.ts'

/** Gas the payee must have: enough to book a receipt while refunds of many months are owed. */
export const PAYEE_GAS = 500_000

/** Whether a payment row is true, and the fact it makes. Depends on nothing but its arguments. */
export function decidePayment(row: RowOf<'payment'>, context: PaymentContext): Decision {
  const { standing, contracts, lastClosed } = context
  const { terms, root } = standing
  const account = row.data.processor
  const subject = subjectOf(account ? processorName(account) : row.business, row.id)
  const refuse = (code: Parameters<typeof dissent>[2], args = {}) => dissent('payment', subject, code, args)
  if (row.business !== terms.rules.business)
    return refuse('AnotherBusiness', { given: row.business, expected: terms.rules.business })
  if (standing.ended === 'superseded' || standing.ended === 'completed')
    return refuse('AgreementEnded', { kind: standing.ended })
  if (!isIssuedBy(standing, contracts.Payments)) return refuse('NotACurrencyUnit')
  if (row.round !== 0) return refuse('RoundNotZero', { given: row.round })
  const { amount: given, currency } = row.data
  const origin = findOrigin({ standing, currency, processor: account, payments: contracts.Payments })
  if ('code' in origin) return refuse(origin.code, origin.args)
  const { quorum, processor } = origin
  const amount = readAmount(given, currency)
  if (amount === undefined) return refuse('AmountUnreadable', { given })
  if (amount === 0n) return refuse('AmountZero')
  const offset = terms.rules.period.utcOffsetMinutes
  const expected = assignBookedAt(row.date, offset, lastClosed)
  if (row.bookedAt !== expected) return refuse('BookingDiffers', { given: row.bookedAt, expected })
  const objection = account && objectTo(row, account, context, { amount, processor })
  if (objection) return answer('payment', subject, objection)

  const receipt = receiptOf(row, { quorum, amount, processor, payee: contracts.Splits, key: root })
  return {
    status: 'fact',
    topic: 'payment',
    fact: {
      quorum,
      audience: contracts.Payments,
      topic: topics.payment,
      subject,
      round: 0n,
      value: receiptHash(receipt),
      observedAt: observedAtOf(row.date, offset),
      validUntil: 0,
    },
    payload: { receipt: { ...receipt, amount: amount.toString() } },
    effect: paymentEffect(quorum, subject),
  }
}

/** What speaks against a payment at a processor, as the processor has it. */
function objectTo(
  row: RowOf<'payment'>,
  account: ProcessorAccount,
  context: PaymentContext,
  known: { amount: bigint; processor: Hex },
): Objection | undefined {
  const found = findRecord(row, known.amount, context)
  if ('objection' in found) return found.objection
  const { record } = found
  const objection =
    account.rail === 'bank'
      ? objectToTransfer(row, record, context, known)
      : (objectToMeaning(row, record, context) ?? objectToOrder(row, record, context, known))
  if (objection) return objection
  return account.reserve && !context.isReserveDeclared ? { wait: 'ReserveUndeclared' } : undefined
}

type Known = Pick<Receipt, 'quorum' | 'amount' | 'processor' | 'payee' | 'key'>

/** What a payment row says, as the contract takes it. */
export function receiptOf(row: RowOf<'payment'>, known: Known): Receipt {
  return {
    ...known,
    currency: currencyCode(row.data.currency),
    transaction: externalId(row.id),
    payer: payerAccount(row.data.payer),
    bookedAt: row.bookedAt,
    gasLimit: PAYEE_GAS,
  }
}

/** The receipt in a stored decision. */
export function receiptIn(payload: { receipt: Omit<Receipt, 'amount'> & { amount: string } }): Receipt {
  return { ...payload.receipt, amount: BigInt(payload.receipt.amount) }
}

/** An amount in the currency's minor unit, or undefined when the text is none. */
export function readAmount(given: string, currency: string): bigint | undefined {
  try {
    return parseAmount(given, currencyDecimals(currency))
  } catch {
    return undefined
  }
}

/** The key of a payment; the account is the business itself where its word is all there is. */
export const subjectOf = (processor: Hex, id: string): Hex => paymentKey(processor, externalId(id))
