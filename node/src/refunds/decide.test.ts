import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { context, delivered } from '../../test/context.ts'
import { payment, refund } from '../../test/feed.ts'
import { decidePayment, receiptIn } from '../payments/decide.ts'
import type { RefundContext, RowOf } from '../rows/context.ts'
import { decideRefund, refundIn } from './decide.ts'

const paid = decidePayment(
  delivered(payment('p1', '10.00'), 1, assignBookedAt('2025-01-01', 480)) as RowOf<'payment'>,
  context,
)
if (paid.status !== 'fact') throw new Error(paid.status)
const original = receiptIn(paid.payload as never)
const bookedAt = assignBookedAt('2025-01-02', 480)
const rowOf = (amount: string) => delivered(refund('r1', 'p1', amount), 2, bookedAt) as RowOf<'refund'>
const codeOf = (row: RowOf<'refund'>, change: Partial<RefundContext> = {}) => {
  const decision = decideRefund(row, { ...context, original, refunded: 0n, ...change })
  return decision.status === 'dissent' ? decision.code : decision.status
}

describe(decideRefund, () => {
  test('default', () => {
    const decision = decideRefund(rowOf('4.00'), { ...context, original, refunded: 600n })
    if (decision.status !== 'fact') throw new Error(decision.status)
    expect(refundIn(decision.payload as never)).toMatchObject({ paymentKey: paid.fact.subject, amount: 400n, bookedAt })
    expect(decision.fact.quorum).toBe(original.quorum)
  })

  test('property: whatever refunds are asked for, those confirmed never exceed what was paid', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 30 }), amounts => {
        let refunded = 0n
        for (const cents of amounts) {
          const code = codeOf(rowOf((cents / 100).toFixed(2)), { refunded })
          const fits = refunded + BigInt(cents) <= original.amount
          expect(code).toBe(fits ? 'fact' : 'RefundAbovePayment')
          if (fits) refunded += BigInt(cents)
        }
        expect(refunded <= original.amount).toBe(true)
      }),
    )
  })

  test('error: PaymentUnknown', () => {
    expect(codeOf(rowOf('1.00'), { original: undefined })).toBe('PaymentUnknown')
    expect(codeOf(rowOf('1.00'), { original: { ...original, key: original.quorum } })).toBe('PaymentUnknown')
  })
  test('error: AnotherBusiness', () =>
    expect(codeOf({ ...rowOf('1.00'), business: original.quorum })).toBe('AnotherBusiness'))
  test('error: RoundNotZero', () => expect(codeOf({ ...rowOf('1.00'), round: 2 })).toBe('RoundNotZero'))
  test('error: CurrencyDiffers', () => {
    const row = rowOf('1.00')
    expect(codeOf({ ...row, data: { ...row.data, currency: 'EUR' } })).toBe('CurrencyDiffers')
  })
  test('error: AmountUnreadable', () => expect(codeOf(rowOf('-1.00'))).toBe('AmountUnreadable'))
  test('error: AmountZero', () => expect(codeOf(rowOf('0'))).toBe('AmountZero'))
  test('error: BookingDiffers', () =>
    expect(codeOf({ ...rowOf('1.00'), bookedAt: bookedAt - 1 })).toBe('BookingDiffers'))
})
