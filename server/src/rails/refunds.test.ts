import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { type Connected, startRails, type TestRails } from '../../test/rails.ts'
import { resumeRefunds } from './refunds.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
})
afterAll(() => rails.stop())

type View = { id: string; state: string; amount: string; refund: string | null }

const refund = ({ id, key }: Connected, body: object, idempotencyKey: string = crypto.randomUUID()) =>
  rails.send<View>(`/businesses/${id}/refunds`, { key, idempotencyKey, body })

/** A business with a payment of 10.00 that the nodes were told of. */
async function paid(): Promise<{ business: Connected; payment: string }> {
  const business = await rails.addConnected()
  const payment = await rails.pay(business)
  await rails.poll(business)
  return { business, payment }
}

const madeFor = async ({ account }: Connected, payment: string) =>
  (await rails.stripe.refunds.list({ payment_intent: payment }, { stripeAccount: account })).data

/** As if the last attempt were a while ago. */
const letPass = () => rails.sql`
  update refund_orders set created_at = created_at - interval '1 hour', attempted_at = attempted_at - interval '1 hour'`

describe('POST /businesses/:id/refunds', () => {
  test('default: a part, then the rest, each a row', async () => {
    const { business, payment } = await paid()
    const part = await refund(business, { payment, amount: '3.00' })
    expect(part.json).toMatchObject({ state: 'sent', amount: '3.00' })
    const rest = await refund(business, { payment })
    expect(rest.json).toMatchObject({ state: 'sent', amount: '7.00' })
    await rails.poll(business)
    expect(await rails.shown(business)).toEqual([
      ['payment', payment, 0],
      ['refund', part.json.refund, 0],
      ['refund', rest.json.refund, 0],
    ])
    const { json } = await rails.send<View[]>(`/businesses/${business.id}/refunds`, { key: business.key })
    expect(json.map(({ amount }) => amount)).toEqual(['7.00', '3.00'])
  })

  test('behavior: the same request gives back once, also at the same time', async () => {
    const { business, payment } = await paid()
    const body = { payment, amount: '3.00' }
    await Promise.all([1, 2, 3].map(() => refund(business, body, 'once').catch(() => undefined)))
    expect((await refund(business, body, 'once')).json.state).toBe('sent')
    expect(await madeFor(business, payment)).toHaveLength(1)
    expect(codeOf(await refund(business, { payment, amount: '4.00' }, 'once'))).toBe('IdempotencyConflict')
  })

  test('behavior: of requests that together are too much some are refused, whatever their order', async () => {
    const { business, payment } = await paid()
    const answers = await Promise.all([1, 2, 3].map(() => refund(business, { payment, amount: '4.00' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 422])
    expect(answers.map(codeOf).filter(code => code !== undefined)).toEqual(['RefundAbovePayment'])
    expect(await madeFor(business, payment)).toHaveLength(2)
  })

  test('error: its reasons', async () => {
    const { business, payment } = await paid()
    expect(codeOf(await refund(business, { payment: 'pi_unknown' }))).toBe('PaymentUnknown')
    expect(codeOf(await refund(business, { payment, amount: '10.01' }))).toBe('RefundAbovePayment')
    expect(codeOf(await refund(business, { payment, amount: '0.00' }))).toBe('AmountZero')
    expect(codeOf(await refund(business, { payment, amount: '1.001' }))).toBe('AmountUnreadable')
    expect(codeOf(await refund({ ...business, key: 'ck_wrong' }, { payment }))).toBe('KeyUnknown')
    const other = await rails.addConnected()
    expect(codeOf(await refund({ ...business, key: other.key }, { payment }))).toBe('NotYourBusiness')
    expect(codeOf(await refund(other, { payment }))).toBe('PaymentUnknown')
    expect(
      codeOf(await rails.send(`/businesses/${business.id}/refunds`, { key: business.key, body: { payment } })),
    ).toBe('RequestMalformed')
    await rails.control(`payments/${payment}/dispute`)
    const disputed = await refund(business, { payment })
    expect([disputed.status, codeOf(disputed)]).toEqual([422, 'RefusedByProcessor'])
  })

  test('error: PaymentElsewhere for a bill the business reported', async () => {
    const business = await rails.addBusiness()
    const bill = { recordedAt: '2025-11-05T10:00:00Z', date: '2025-11-05', kind: 'payment', id: 'bill1' }
    await rails.deliver(business, [{ ...bill, amount: '1.00', currency: 'XTS', payer: 'somebody' }])
    const answer = await rails.send(`/businesses/${business.id}/refunds`, {
      ...{ key: business.key, idempotencyKey: 'once', body: { payment: 'bill1' } },
    })
    expect(codeOf(answer)).toBe('PaymentElsewhere')
  })
})

test('behavior: a refund that fails later can be ordered again', async () => {
  const { business, payment } = await paid()
  await rails.control('settings', { refunds: 'manual' })
  const { json } = await refund(business, { payment })
  await rails.control(`refunds/${json.refund}/fail`)
  await rails.control('settings', { refunds: 'auto' })
  await rails.poll(business)
  expect((await refund(business, { payment })).json.state).toBe('sent')
  await rails.poll(business)
  expect(await rails.shown(business)).toHaveLength(2)
})

describe('a refund that was interrupted', () => {
  const steps: [string, (business: Connected, payment: string) => Promise<unknown>][] = [
    [
      'after it was kept',
      (_, payment) => rails.sql`update refund_orders set attempted_at = null where payment = ${payment}`,
    ],
    ['after the attempt was noted', async () => {}],
    [
      'after it was made, with the key forgotten',
      async ({ account }, payment) => {
        const [order] = await rails.sql`select id, date from refund_orders where payment = ${payment}`
        await rails.stripe.refunds.create(
          { payment_intent: payment, amount: 300, metadata: { order: order?.id, date: order?.date } },
          { stripeAccount: account },
        )
      },
    ],
  ]

  test.each(steps)('behavior: %s, it is made once', async (_, interrupt) => {
    const { business, payment } = await paid()
    await rails.control('outage', { mode: 'hangup', seconds: 60 })
    const answer = await refund(business, { payment, amount: '3.00' }, 'once')
    expect([answer.status, codeOf(answer)]).toEqual([503, 'ProcessorUnavailable'])
    await rails.control('outage/end')
    await interrupt(business, payment)
    await letPass()
    await resumeRefunds(rails.context)
    await resumeRefunds(rails.context)
    const made = await madeFor(business, payment)
    expect(made).toHaveLength(1)
    expect((await refund(business, { payment, amount: '3.00' }, 'once')).json.refund).toBe(made[0]?.id)
    await rails.poll(business)
    expect(await rails.shown(business)).toHaveLength(2)
  })

  test('behavior: after the answer was lost, it is made once', async () => {
    const { business, payment } = await paid()
    await rails.control('outage', { mode: 'lost', seconds: 60 })
    expect((await refund(business, { payment, amount: '3.00' }, 'once')).status).toBe(503)
    await rails.control('outage/end')
    await letPass()
    await Promise.all([resumeRefunds(rails.context), refund(business, { payment, amount: '3.00' }, 'once')])
    expect(await madeFor(business, payment)).toHaveLength(1)
  })

  test('behavior: after it was noted, the nodes hear of it by its event', async () => {
    const { business, payment } = await paid()
    const { json } = await refund(business, { payment, amount: '3.00' })
    await rails.poll(business)
    expect(await rails.shown(business)).toEqual([
      ['payment', payment, 0],
      ['refund', json.refund, 0],
    ])
  })
})
