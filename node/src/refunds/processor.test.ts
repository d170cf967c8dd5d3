import { describe, expect, test } from 'vitest'
import { delivered } from '../../test/context.ts'
import { paidAt, refund } from '../../test/feed.ts'
import { account, bookedAt, context, receiptOfPayment } from '../../test/records.ts'
import type { RefundRecord } from '../processors/record.ts'
import type { RefundContext, RowOf } from '../rows/context.ts'
import { decideRefund, refundIn } from './decide.ts'

const original = receiptOfPayment()
const record: RefundRecord = {
  kind: 'refund',
  outcome: 'succeeded',
  amount: '400',
  currency: 'XTS',
  metadata: { date: '2025-01-02' },
  createdAt: 1_735_800_000,
  status: 'succeeded',
  original: 'pi_1',
}
const row = delivered(paidAt(refund('re_1', 'pi_1', '4.00'), account), 2, bookedAt('2025-01-02')) as RowOf<'refund'>
const decide = (changed: Partial<RowOf<'refund'>['data']>, change: Partial<RefundContext> = {}) =>
  decideRefund({ ...row, data: { ...row.data, ...changed } }, { ...context, original, refunded: 0n, record, ...change })
const codeOf = (changed: Partial<RowOf<'refund'>['data']>, change: Partial<RefundContext> = {}) => {
  const decision = decide(changed, change)
  return 'code' in decision ? decision.code : decision.status
}
const codeWith = (change: Partial<RefundRecord>) => codeOf({}, { record: { ...record, ...change } })

describe('decideRefund at a processor', () => {
  test('default', () => {
    const decision = decide({})
    if (decision.status !== 'fact') throw new Error(decision.status)
    expect(refundIn(decision.payload as never)).toMatchObject({ amount: 400n, bookedAt: bookedAt('2025-01-02') })
    expect(decision.requires).toContain('payment:')
  })

  test('error: the processor says otherwise', () => {
    expect(codeWith({ outcome: 'failed', status: 'canceled' })).toBe('RefundNotSucceeded')
    expect(codeWith({ amount: '401' })).toBe('AmountDiffersAtProcessor')
    expect(codeWith({ currency: 'EUR' })).toBe('CurrencyDiffersAtProcessor')
    expect(codeWith({ metadata: { date: '2025-01-03' } })).toBe('DateDiffers')
    for (const other of ['pi_2', null]) expect(codeWith({ original: other })).toBe('OriginalDiffers')
    expect(codeOf({}, { record: { kind: 'none' } })).toBe('NotAtProcessor')
    expect(codeOf({}, { record: null })).toBe('ProcessorUnknown')
  })
  test('error: another account, or none', () => {
    expect(codeOf({ processor: { ...account, account: 'acct_2' } })).toBe('ProcessorDiffers')
    expect(codeOf({ processor: undefined })).toBe('ProcessorMissing')
  })
  test('error: RefundAbovePayment', () => expect(codeOf({}, { refunded: 601n })).toBe('RefundAbovePayment'))

  test('behavior: waits for what is pending, and for what comes before', () => {
    expect(decide({}, { record: { ...record, outcome: 'pending' } })).toMatchObject({ code: 'RefundPending' })
    expect(decide({}, { isOriginalWaiting: true })).toEqual({ status: 'wait', code: 'EarlierWaiting' })
  })
})
