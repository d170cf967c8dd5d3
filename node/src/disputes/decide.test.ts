import { disputeWonHash, refundHash } from '@concordat/sdk/facts.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delivered, context as own } from '../../test/context.ts'
import { dispute, payment } from '../../test/feed.ts'
import { account, bookedAt, context, receiptOfPayment } from '../../test/records.ts'
import { decidePayment, receiptIn } from '../payments/decide.ts'
import type { DisputeRecord } from '../processors/record.ts'
import { refundIn } from '../refunds/decide.ts'
import type { DisputeContext, RowOf } from '../rows/context.ts'
import { decideDispute } from './decide.ts'

const original = receiptOfPayment()
const record: DisputeRecord = {
  kind: 'dispute',
  original: 'pi_1',
  amount: '400',
  currency: 'XTS',
  metadata: { date: '2025-01-03', wonDate: '2025-02-01' },
  createdAt: 1_735_900_000,
  status: 'needs_response',
  withdrawn: 'succeeded',
  reinstated: 'pending',
  reinstatedAt: null,
}
const won: DisputeRecord = { ...record, status: 'won', reinstated: 'succeeded', reinstatedAt: 1_738_400_000 }
const base = dispute('dp_1', 'pi_1', '4.00', account)
const opened = delivered(base, 2, bookedAt('2025-01-03')) as RowOf<'dispute'>
const closed = delivered({ ...base, round: 1, date: '2025-02-01' }, 3, bookedAt('2025-02-01')) as RowOf<'dispute'>
const decide = (row: RowOf<'dispute'>, change: Partial<DisputeContext> = {}) =>
  decideDispute(row, { ...context, original, refunded: 0n, opened: undefined, record, ...change })
const codeOf = (row: RowOf<'dispute'>, change: Partial<DisputeContext> = {}) => {
  const decision = decide(row, change)
  return 'code' in decision ? decision.code : decision.status
}
const factOf = (row: RowOf<'dispute'>, change: Partial<DisputeContext> = {}) => {
  const decision = decide(row, change)
  if (decision.status !== 'fact') throw new Error(JSON.stringify(decision))
  return decision
}
const disputed = refundIn(factOf(opened).payload as never)
const wonContext = { record: won, opened: disputed }

describe(decideDispute, () => {
  test('default', () => {
    const { fact, effect, requires } = factOf(opened)
    expect(disputed).toMatchObject({ amount: 400n, bookedAt: bookedAt('2025-01-03') })
    expect(fact).toMatchObject({ round: 0n, value: refundHash(disputed) })
    const back = factOf(closed, wonContext)
    expect(back.fact).toMatchObject({ round: 1n, value: disputeWonHash(disputed, bookedAt('2025-02-01')) })
    expect(back.fact.subject).toBe(fact.subject)
    expect(back.requires).toBe(effect)
    expect(requires).toContain('payment:')
  })

  test('behavior: that it was won changes nothing of its having been opened', () => {
    expect(factOf(opened, { record: won })).toEqual(factOf(opened))
  })

  test('error: the processor says otherwise', () => {
    const inquiry: DisputeRecord = { ...record, withdrawn: 'failed', status: 'warning_needs_response' }
    expect(codeOf(opened, { record: inquiry })).toBe('DisputeNotOpen')
    expect(codeOf(closed, { ...wonContext, record: { ...won, reinstated: 'failed', status: 'lost' } })).toBe(
      'DisputeNotWon',
    )
    for (const [row, own] of [[opened, record] as const, [closed, won] as const]) {
      const codeWith = (change: Partial<DisputeRecord>) => codeOf(row, { ...wonContext, record: { ...own, ...change } })
      expect(codeWith({ amount: '399' })).toBe('AmountDiffersAtProcessor')
      expect(codeWith({ currency: 'EUR' })).toBe('CurrencyDiffersAtProcessor')
      expect(codeWith({ original: 'pi_2' })).toBe('OriginalDiffers')
      expect(codeWith({ metadata: { date: '2025-01-09', wonDate: '2025-01-09' } })).toBe('DateDiffers')
    }
    expect(codeOf(opened, { record: { kind: 'none' } })).toBe('NotAtProcessor')
    expect(codeOf(opened, { record: null })).toBe('ProcessorUnknown')
  })

  test('error: the row contradicts what is known', () => {
    expect(codeOf({ ...opened, business: original.quorum })).toBe('AnotherBusiness')
    expect(codeOf({ ...opened, round: 2 })).toBe('RoundNotZero')
    expect(codeOf(opened, { original: undefined })).toBe('PaymentUnknown')
    expect(codeOf(opened, { refunded: 601n })).toBe('RefundAbovePayment')
    expect(codeOf({ ...opened, bookedAt: 1 })).toBe('BookingDiffers')
    expect(codeOf(closed, { record: won })).toBe('DisputeUnknown')
    expect(codeOf(closed, { record: won, opened: { ...disputed, amount: 399n } })).toBe('DisputeDiffers')
    const data = { ...opened.data, processor: { ...account, account: 'acct_2' } }
    expect(codeOf({ ...opened, data })).toBe('ProcessorDiffers')
  })

  test('behavior: where the business is the account, its word is enough', () => {
    const { processor: _, ...data } = opened.data
    const paid = decidePayment(delivered(payment('pi_1', '10.00'), 1, bookedAt('2025-01-01')) as never, own)
    if (paid.status !== 'fact') throw new Error(paid.status)
    const change = { standing: own.standing, original: receiptIn(paid.payload as never), record: null }
    expect(codeOf({ ...opened, data }, change)).toBe('fact')
    expect(codeOf({ ...opened, data })).toBe('ProcessorMissing')
  })

  test('behavior: waits for the money, and for what comes before', () => {
    expect(decide(opened, { record: { ...record, withdrawn: 'pending' } })).toMatchObject({ code: 'DisputePending' })
    expect(decide(closed, { opened: disputed })).toEqual({ status: 'wait', code: 'DisputePending' })
    expect(decide(closed, { ...wonContext, isOriginalWaiting: true })).toMatchObject({ code: 'EarlierWaiting' })
  })

  test('property: refunds and disputes that are confirmed never exceed what was paid', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_000n }), fc.integer({ min: 1, max: 1_500 }), (refunded, cents) => {
        const row = { ...opened, data: { ...opened.data, amount: (cents / 100).toFixed(2) } }
        const fits = refunded + BigInt(cents) <= original.amount
        const code = codeOf(row, { refunded, record: { ...record, amount: String(cents) } })
        expect(code).toBe(fits ? 'fact' : 'RefundAbovePayment')
      }),
    )
  })
})
