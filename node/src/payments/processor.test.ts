import { processorName } from '@concordat/sdk/payments/processor.ts'
import { describe, expect, test } from 'vitest'
import { context as ownContext, standing } from '../../test/context.ts'
import { account, context, orderOf, paid, paymentRow, processorContext } from '../../test/records.ts'
import { accountAt } from '../../test/stack.ts'
import type { PaymentRecord, ProcessorRecord } from '../processors/record.ts'
import type { PaymentContext, RowOf } from '../rows/context.ts'
import { decidePayment, receiptIn } from './decide.ts'

const decide = (row: RowOf<'payment'>, change: Partial<PaymentContext> = {}) =>
  decidePayment(row, { ...context, record: paid, ...change })
const codeOf = (row: RowOf<'payment'>, change: Partial<PaymentContext> = {}) => {
  const decision = decide(row, change)
  return 'code' in decision ? decision.code : decision.status
}
const codeWith = (record: Partial<PaymentRecord>, data: Partial<RowOf<'payment'>['data']> = {}) =>
  codeOf(paymentRow(data), { record: { ...paid, ...record } })
const wallet = accountAt(5).address
const byWallet = { metadata: orderOf({}, wallet), isSigned: true }

describe('decidePayment at a processor', () => {
  test('default', () => {
    const decision = decide(paymentRow())
    if (decision.status !== 'fact') throw new Error(JSON.stringify(decision))
    const receipt = receiptIn(decision.payload as never)
    expect(receipt).toMatchObject({ amount: 1_000n, processor: processorName(account), key: standing.root })
    expect(decision.fact.quorum).toBe(standing.quorums[0])
  })

  test('behavior: the same row and record give the same fact', () => {
    expect(decide(paymentRow())).toEqual(decide(paymentRow()))
    expect(codeWith(byWallet, { payer: wallet })).toBe('fact')
    expect(codeWith({ metadata: { agreement: standing.root, payer: 'card 1' } })).toBe('fact')
  })

  test('error: ProcessorMissing', () => {
    const { processor: _, ...data } = paymentRow().data
    expect(codeOf({ ...paymentRow(), data })).toBe('ProcessorMissing')
  })
  test('error: ProcessorDiffers', () => {
    expect(codeOf(paymentRow({}, { ...account, account: 'acct_2' }))).toBe('ProcessorDiffers')
    expect(codeOf(paymentRow({}, { ...account, reserve: { rateBps: 1, duration: 1 } }))).toBe('ProcessorDiffers')
    expect(codeOf(paymentRow(), { standing: ownContext.standing })).toBe('ProcessorDiffers')
  })
  test('error: CurrencyDiffers', () => expect(codeOf(paymentRow({ currency: 'EUR' }))).toBe('CurrencyDiffers'))
  test('error: ProcessorUnknown', () => expect(codeOf(paymentRow(), { record: null })).toBe('ProcessorUnknown'))
  test('error: NotAtProcessor', () => {
    const others: ProcessorRecord[] = [{ kind: 'none' }, { ...paid, kind: 'refund', original: null }]
    for (const record of others) expect(codeOf(paymentRow(), { record })).toBe('NotAtProcessor')
  })
  test('error: PaymentNotSucceeded', () =>
    expect(codeWith({ outcome: 'failed', amount: '0', status: 'canceled' })).toBe('PaymentNotSucceeded'))
  test('error: AmountDiffersAtProcessor', () => {
    for (const amount of ['999', '1001', null]) expect(codeWith({ amount })).toBe('AmountDiffersAtProcessor')
  })
  test('error: CurrencyDiffersAtProcessor', () =>
    expect(codeWith({ currency: 'USD' })).toBe('CurrencyDiffersAtProcessor'))
  test('error: AgreementDiffers', () => {
    expect(codeWith({ metadata: { ...paid.metadata, agreement: account.account } })).toBe('AgreementDiffers')
    expect(codeWith({ metadata: {} })).toBe('AgreementDiffers')
  })
  test('error: PayerDiffers', () => {
    expect(codeWith({}, { payer: 'card 2' })).toBe('PayerDiffers')
    expect(codeWith({ metadata: { agreement: standing.root } })).toBe('PayerDiffers')
  })
  test('error: PurposeDiffers', () => expect(codeWith({}, { purpose: 'Rent' })).toBe('PurposeDiffers'))
  test('error: DateDiffers', () => {
    expect(codeWith({ metadata: { ...paid.metadata, date: '2025-01-02' } })).toBe('DateDiffers')
    const { date: _, ...undated } = paid.metadata
    expect(codeWith({ metadata: undated })).toBe('fact')
    expect(codeWith({ metadata: undated, createdAt: paid.createdAt + 86_400 })).toBe('DateDiffers')
  })
  test('error: OrderDiffers', () => {
    for (const change of [{ amount: 999n }, { payee: wallet }, { payer: wallet }, { purpose: 'Rent' }])
      expect(codeWith({ metadata: { ...orderOf(change), purpose: '' } })).toBe('OrderDiffers')
    expect(codeOf(paymentRow(), { chainId: 1 })).toBe('OrderDiffers')
  })
  test('error: OrderExpired', () =>
    expect(codeWith({ metadata: orderOf({ expiry: BigInt(paid.createdAt) - 1n }) })).toBe('OrderExpired'))
  test('error: OrderNotSigned', () => {
    expect(codeWith({ ...byWallet, isSigned: false }, { payer: wallet })).toBe('OrderNotSigned')
    expect(codeWith({ metadata: { agreement: standing.root, payer: wallet }, isSigned: true }, { payer: wallet })).toBe(
      'OrderNotSigned',
    )
  })
  test('error: OrderUsed', () => expect(codeOf(paymentRow(), { orderUsedBy: 'pi_0' })).toBe('OrderUsed'))

  test('behavior: waits for what is pending, and for the reserve', () => {
    expect(decide(paymentRow(), { record: { ...paid, outcome: 'pending' } })).toEqual({
      status: 'wait',
      code: 'PaymentPending',
    })
    const reserved = { ...account, reserve: { rateBps: 500, duration: 86_400 } }
    const record = { ...paid, metadata: orderOf({}, 'card 1', reserved) }
    const own = { ...processorContext(reserved), record }
    expect(decide(paymentRow({}, reserved), own)).toEqual({ status: 'wait', code: 'ReserveUndeclared' })
    expect(decide(paymentRow({}, reserved), { ...own, isReserveDeclared: true }).status).toBe('fact')
  })
})
