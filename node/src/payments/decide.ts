import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { receiptHash } from '@concordat/sdk/facts.ts'
import { currencyCode, externalId, payerAccount, paymentKey, topics } from '@concordat/sdk/ids.ts'
import { assignBookedAt, observedAtOf } from '@concordat/sdk/rows/booking.ts'
import type { Receipt } from '@concordat/sdk/types.ts'
import type { Hex } from 'viem'
import { isIssuedBy, quorumBehind } from '../agreements/unit.ts'
import { paymentEffect } from '../chain/effects.ts'
import { type Decision, dissent } from '../facts/decision.ts'
import type { RowContext, RowOf } from '../rows/context.ts'

/** Gas the payee must have: enough to book a receipt while refunds of many months are owed. */
export const PAYEE_GAS = 500_000

/** Whether a payment row is true, and the fact it makes. Depends on nothing but its arguments. */
export function decidePayment(row: RowOf<'payment'>, { standing, contracts, lastClosed }: RowContext): Decision {
  const { terms, root } = standing
  const subject = subjectOf(row.business, row.id)
  const refuse = (code: Parameters<typeof dissent>[2], args = {}) => dissent('payment', subject, code, args)
  if (row.business !== terms.rules.business)
    return refuse('AnotherBusiness', { given: row.business, expected: terms.rules.business })
  if (standing.ended === 'superseded' || standing.ended === 'completed')
    return refuse('AgreementEnded', { kind: standing.ended })
  if (!isIssuedBy(standing, contracts.Payments)) return refuse('NotACurrencyUnit')
  if (row.round !== 0) return refuse('RoundNotZero', { given: row.round })
  const { amount: given, currency } = row.data
  const quorum = quorumBehind(standing, currency, contracts.Payments)
  if (quorum === null) return refuse('CurrencyDiffers', { given: currency })
  const amount = readAmount(given, currency)
  if (amount === undefined) return refuse('AmountUnreadable', { given })
  if (amount === 0n) return refuse('AmountZero')
  const offset = terms.rules.period.utcOffsetMinutes
  const expected = assignBookedAt(row.date, offset, lastClosed)
  if (row.bookedAt !== expected) return refuse('BookingDiffers', { given: row.bookedAt, expected })

  const receipt = receiptOf(row, { quorum, amount, payee: contracts.Splits, key: root })
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

/** What a payment row says, as the contract takes it. */
export function receiptOf(row: RowOf<'payment'>, known: Pick<Receipt, 'quorum' | 'amount' | 'payee' | 'key'>): Receipt {
  return {
    ...known,
    currency: currencyCode(row.data.currency),
    processor: row.business,
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

/** The key of a payment in a business's rows: its processor account is the business's own. */
export const subjectOf = (business: Hex, id: string): Hex => paymentKey(business, externalId(id))
