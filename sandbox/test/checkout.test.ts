import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startSandbox, type TestSandbox, until } from './harness.ts'

let sandbox: TestSandbox
let stripe: TestSandbox['stripe']
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.end())

const line = (unit_amount: number, currency = 'cny') => ({
  price_data: { currency, product_data: { name: '<Tea> & cake' }, unit_amount },
  quantity: 2,
})

const create = () =>
  stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [line(1_500), line(250)],
    success_url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.example/back',
    client_reference_id: 'order-7',
    metadata: { order: '7' },
    payment_intent_data: { metadata: { agreement: '0xabc' }, description: 'Order 7' },
  })

const payAt = (url: string | null, card: string, more: Record<string, string> = {}) =>
  fetch(url ?? '', {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: sandbox.url },
    body: new URLSearchParams({ card, ...more }),
  })

describe('checkout sessions', () => {
  test('default: a person pays on the page and is sent back', async () => {
    const session = await create()
    expect(session).toMatchObject({
      object: 'checkout.session',
      amount_total: 3_500,
      currency: 'cny',
      mode: 'payment',
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
    })
    expect(session.id).toMatch(/^cs_test_/)
    const page = await fetch(session.url ?? '', { headers: { 'accept-language': 'zh-CN' } })
    const shown = await page.text()
    expect(shown).toContain('35.00 CNY')
    expect(shown).toContain('&lt;Tea&gt; &amp; cake')
    expect(shown).toContain('使用测试卡支付')
    const answer = await payAt(session.url, '4242424242424242', { email: 'ada@example.com' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`https://shop.example/done?session=${session.id}`)
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent', 'line_items'] })
    expect(paid).toMatchObject({
      customer_details: { email: 'ada@example.com' },
      line_items: { data: [{ amount_total: 3_000, quantity: 2 }, { amount_total: 500 }] },
      payment_intent: { amount: 3_500, description: 'Order 7', metadata: { agreement: '0xabc' }, status: 'succeeded' },
      payment_status: 'paid',
      status: 'complete',
    })
    const types = (await stripe.events.list({ limit: 10 })).data.map(({ type }) => type)
    expect(types[0]).toBe('checkout.session.completed')
    expect((await stripe.checkout.sessions.listLineItems(session.id)).data).toHaveLength(2)
    expect(await (await fetch(session.url ?? '')).text()).toContain('complete')
  })

  test('behavior: a declined card leaves it open, and the next try is of the same payment', async () => {
    const session = await create()
    const declined = await payAt(session.url, '4000000000000002')
    expect([declined.status, await declined.text()]).toEqual([402, expect.stringContaining('declined')])
    const open = await stripe.checkout.sessions.retrieve(session.id)
    expect(open).toMatchObject({ payment_status: 'unpaid', status: 'open' })
    await payAt(session.url, '', { other: '5555 5555 5555 4444' })
    const paid = await stripe.checkout.sessions.retrieve(session.id)
    expect(paid).toMatchObject({ payment_intent: open.payment_intent, payment_status: 'paid' })
  })

  test('behavior: a slow payment is settled later', async () => {
    await sandbox.control('next', { kind: 'payment', outcome: 'succeed', delay: 0.3 })
    const session = await create()
    await payAt(session.url, '4242424242424242')
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      payment_status: 'unpaid',
      status: 'complete',
    })
    await until(
      () => stripe.checkout.sessions.retrieve(session.id),
      one => one.payment_status === 'paid',
    )
    const [event] = (await stripe.events.list({ type: 'checkout.session.async_payment_succeeded' })).data
    expect(event?.data.object).toMatchObject({ id: session.id })
  })

  test('behavior: expired by the merchant or by time, and then not payable', async () => {
    const session = await create()
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null })
    expect((await payAt(session.url, '4242424242424242')).status).toBe(200)
    expect(await errorOf(stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 })
    const expires_at = Math.floor(Date.now() / 1_000) + 2
    const short = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [line(1)],
      success_url: 'https://shop.example/',
      expires_at,
    })
    await until(
      () => stripe.checkout.sessions.retrieve(short.id),
      ({ status }) => status === 'expired',
    )
    expect((await fetch(`${sandbox.url}/c/pay/cs_test_none`)).status).toBe(404)
  })

  test('error: currencies mixed, another site', async () => {
    const mixed = stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [line(1), line(1, 'usd')],
      success_url: 'https://shop.example/',
    })
    expect(await errorOf(mixed)).toMatchObject({ param: 'line_items' })
    const session = await create()
    const forged = await fetch(session.url ?? '', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ card: '4242424242424242' }),
    })
    expect(forged.status).toBe(403)
  })
})
