import type Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { pay, type Received, startReceiver, startSandbox, type TestSandbox, until } from './harness.ts'

type Receiver = Awaited<ReturnType<typeof startReceiver>>

let sandbox: TestSandbox
let stripe: TestSandbox['stripe']
const receivers: Receiver[] = []
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(async () => {
  await sandbox.reset()
  for (const receiver of receivers.splice(0)) await receiver.stop()
})
afterAll(() => sandbox.end())

async function listen(
  params: Partial<Stripe.WebhookEndpointCreateParams> = {},
  status?: (received: Received) => number,
): Promise<{ receiver: Receiver; endpoint: Stripe.WebhookEndpoint }> {
  const receiver = await startReceiver(status)
  receivers.push(receiver)
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], ...params })
  return { receiver, endpoint }
}

const received = (receiver: Receiver, count: number) =>
  until(
    async () => receiver.received,
    all => all.length >= count,
  )

describe('webhooks', () => {
  test('default: signed so that the client accepts them, in order, within about a second', async () => {
    const { receiver, endpoint } = await listen()
    expect(endpoint).toMatchObject({
      enabled_events: ['*'],
      secret: expect.stringMatching(/^whsec_/),
      status: 'enabled',
    })
    const began = Date.now()
    const intent = await pay(stripe, 100)
    await received(receiver, 3)
    expect(Date.now() - began).toBeLessThan(3_000)
    expect(receiver.types()).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'])
    const [, , last] = receiver.received
    const event = stripe.webhooks.constructEvent(last?.payload ?? '', last?.header ?? '', endpoint.secret ?? '')
    expect(event).toMatchObject({
      api_version: '2026-10-28.endive',
      data: { object: { id: intent.id, status: 'succeeded' } },
      livemode: false,
      object: 'event',
      pending_webhooks: 1,
      request: { id: intent.lastResponse.requestId, idempotency_key: intent.lastResponse.idempotencyKey },
    })
    expect(() => stripe.webhooks.constructEvent(last?.payload ?? '', last?.header ?? '', 'whsec_other')).toThrow()
    const kept = await until(
      () => stripe.events.retrieve(event.id),
      one => one.pending_webhooks === 0,
    )
    expect(kept.data.object).toEqual(event.data.object)
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined()
  })

  test('behavior: only what was asked for, and nothing when deleted or disabled', async () => {
    const { receiver, endpoint } = await listen({ enabled_events: ['charge.succeeded'] })
    await pay(stripe, 100)
    await received(receiver, 1)
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })
    await pay(stripe, 100)
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: false })
    await pay(stripe, 100)
    await received(receiver, 2)
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true, id: endpoint.id })
    await pay(stripe, 100)
    expect((await stripe.webhookEndpoints.list()).data).toEqual([])
    await new Promise(resolve => setTimeout(resolve, 400))
    expect(receiver.types()).toEqual(['charge.succeeded', 'charge.succeeded'])
  })

  test("behavior: connected accounts' events go to endpoints that connect, and name the account", async () => {
    const direct = await listen({ enabled_events: ['charge.succeeded'] })
    const connected = await listen({ enabled_events: ['charge.succeeded'], connect: true })
    const account = await stripe.accounts.create({ type: 'custom' })
    await pay(stripe, 100)
    await pay(stripe, 200, 'usd', 'pm_card_visa', account.id)
    await received(direct.receiver, 1)
    await received(connected.receiver, 1)
    expect(direct.receiver.received.map(({ event }) => event.account)).toEqual([undefined])
    expect(connected.receiver.received.map(({ event }) => event.account)).toEqual([account.id])
  })

  test('behavior: tried again until it is taken, while others go on', async () => {
    let refusals = 2
    const isFirst = (one: Received) => one.event.type === 'payment_intent.created'
    const { receiver } = await listen({}, one => (isFirst(one) && refusals-- > 0 ? 500 : 200))
    await pay(stripe, 100)
    await received(receiver, 5)
    const firsts = receiver.received.filter(isFirst)
    expect(firsts).toHaveLength(3)
    expect(new Set(firsts.map(({ event }) => event.id)).size).toBe(1)
    expect(receiver.types().slice(0, 3)).toContain('payment_intent.succeeded')
    const waiting = async () => (await sandbox.control('state')).waiting
    await until(waiting, list => Array.isArray(list) && list.length === 0)
  })

  test('behavior: doubled, last first, held back, delayed, and sent again by hand', async () => {
    const { receiver } = await listen()
    await sandbox.control('settings', { webhookCopies: 2 })
    await pay(stripe, 100)
    const doubled = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'].flatMap(type => [
      type,
      type,
    ])
    await received(receiver, 6)
    expect(receiver.types()).toEqual(doubled)
    await sandbox.control('settings', { webhookCopies: 1, webhooks: 'reversed' })
    receiver.received.length = 0
    await pay(stripe, 100)
    await received(receiver, 3)
    expect(receiver.types()).toEqual(['payment_intent.succeeded', 'charge.succeeded', 'payment_intent.created'])
    await sandbox.control('settings', { webhooks: 'paused' })
    receiver.received.length = 0
    await pay(stripe, 100)
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(receiver.received).toEqual([])
    await sandbox.control('settings', { webhooks: 'ordered' })
    const [first] = await received(receiver, 3)
    await until(
      async () => (await sandbox.control('state')).waiting,
      list => Array.isArray(list) && list.length === 0,
    )
    await sandbox.control(`events/${first?.event.id}/resend`, {})
    const all = await received(receiver, 4)
    expect(all[3]?.event.id).toBe(first?.event.id)
    await sandbox.control('settings', { webhookDelay: 0.8 })
    receiver.received.length = 0
    const began = Date.now()
    await pay(stripe, 100)
    await received(receiver, 1)
    expect(Date.now() - began).toBeGreaterThan(700)
  })
})
