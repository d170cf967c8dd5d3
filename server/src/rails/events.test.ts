import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { type Connected, startRails, type TestRails, webhookSecret } from '../../test/rails.ts'
import { listConnections } from './connections.ts'
import { pollEvents, processEvents } from './events.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
})
afterAll(() => rails.stop())

/** Somebody pays by the processor's page; answers the payment's id. */
async function pay({ root }: Connected, amount = '10.00', card?: string): Promise<string> {
  const { json } = await rails.send<{ id: string; url: string }>('/rails/checkout', {
    body: { agreement: root, amount, payer: 'card 1', purpose: 'Charging' },
  })
  await rails.confirm(json.url, card)
  return String((await rails.send<{ payment: string }>(`/rails/checkout/${json.id}`)).json.payment)
}

const eventsOf = async ({ account }: Connected): Promise<Stripe.Event[]> =>
  (await rails.stripe.events.list({ limit: 100 }, { stripeAccount: account })).data.reverse()

/** Sends an event as the processor does. */
function hook(
  { account }: Connected,
  event: object,
  secret = webhookSecret,
  timestamp = Math.floor(Date.now() / 1_000),
) {
  const payload = JSON.stringify(event)
  const header = rails.stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp })
  const headers = { 'stripe-signature': header, 'content-type': 'application/json' }
  return rails.send(`/rails/stripe/${account}/webhook`, { method: 'POST', headers, body: payload })
}

async function poll({ id }: Connected): Promise<void> {
  for (const connection of await listConnections(rails.sql, id)) await pollEvents(rails.context, connection)
  while ((await processEvents(rails.context)) > 0) {}
}

const shown = async ({ id }: Connected) => (await rails.rowsOf(id)).map(({ kind, id, round }) => [kind, id, round])

describe('events', () => {
  test('default: a webhook becomes the row that nodes verify', async () => {
    const business = await rails.addConnected()
    const id = await pay(business)
    for (const event of await eventsOf(business)) expect((await hook(business, event)).status).toBe(200)
    await processEvents(rails.context)
    const [row, ...more] = await rails.rowsOf(business.id)
    expect(more).toEqual([])
    expect(row).toMatchObject({ kind: 'payment', id, round: 0, agreement: business.root })
    expect(row?.data).toEqual({
      ...{ amount: '10.00', currency: 'XTS', payer: 'card 1', purpose: 'Charging' },
      processor: { rail: 'stripe', account: business.account },
    })
  })

  test('behavior: copies and any order make the same rows once', async () => {
    const business = await rails.addConnected()
    const id = await pay(business)
    const refund = await rails.stripe.refunds.create(
      { payment_intent: id, amount: 300 },
      { stripeAccount: business.account },
    )
    const events = await eventsOf(business)
    const sent = [...events].reverse().concat(events)
    await Promise.all(sent.map(event => hook(business, event)))
    await Promise.all([processEvents(rails.context), processEvents(rails.context)])
    expect(await shown(business)).toEqual([
      ['payment', id, 0],
      ['refund', refund.id, 0],
    ])
  })

  test('behavior: what no webhook brought is found by looking, and again it changes nothing', async () => {
    const business = await rails.addConnected()
    const id = await pay(business)
    await poll(business)
    await poll(business)
    for (const event of await eventsOf(business)) await hook(business, event)
    await poll(business)
    expect(await shown(business)).toEqual([['payment', id, 0]])
  })

  test('behavior: a dispute that is opened and won', async () => {
    const business = await rails.addConnected()
    const id = await pay(business)
    await rails.control(`payments/${id}/dispute`)
    const { data } = await rails.stripe.disputes.list({ limit: 1 }, { stripeAccount: business.account })
    const dispute = String(data[0]?.id)
    await poll(business)
    expect(await shown(business)).toEqual([
      ['payment', id, 0],
      ['dispute', dispute, 0],
    ])
    await rails.control(`disputes/${dispute}/win`)
    await poll(business)
    expect((await shown(business))[2]).toEqual(['dispute', dispute, 1])
  })

  test('behavior: during an outage events wait, and are used after it', async () => {
    const business = await rails.addConnected()
    const id = await pay(business)
    for (const event of await eventsOf(business)) await hook(business, event)
    await rails.control('outage', { mode: 'hangup', seconds: 60 })
    await processEvents(rails.context)
    expect(await shown(business)).toEqual([])
    await rails.control('outage/end')
    await rails.sql`update processor_events set next_at = now()`
    await processEvents(rails.context)
    expect(await shown(business)).toEqual([['payment', id, 0]])
  })

  test('behavior: a payment without an agreement is no row, and says why', async () => {
    const business = await rails.addConnected()
    await rails.stripe.paymentIntents.create(
      {
        ...{ amount: 500, currency: 'xts', payment_method: 'pm_card_visa', confirm: true },
        allowed_payment_method_types: ['card'],
      },
      { stripeAccount: business.account },
    )
    await poll(business)
    expect(await shown(business)).toEqual([])
    const refused = await rails.sql`
      select refusal from processor_events where account = ${business.account} and type = 'payment_intent.succeeded'`
    expect(refused[0]?.refusal).toMatchObject({ code: 'PaymentWithoutOrder' })
  })
})

describe('webhooks refused', () => {
  test('error: WebhookNotSigned for forged, replayed and changed ones', async () => {
    const business = await rails.addConnected()
    await pay(business)
    const [event] = await eventsOf(business)
    const forged = await hook(business, event as object, 'whsec_another')
    const replayed = await hook(business, event as object, webhookSecret, Math.floor(Date.now() / 1_000) - 3_600)
    const bare = await rails.send(`/rails/stripe/${business.account}/webhook`, { method: 'POST', body: '{}' })
    for (const answer of [forged, replayed, bare])
      expect([answer.status, codeOf(answer)]).toEqual([400, 'WebhookNotSigned'])
    const kept = await rails.sql`select 1 from processor_events where account = ${business.account}`
    expect(kept).toHaveLength(0)
  })

  test('error: AccountDiffers, AccountNotServed', async () => {
    const [first, second] = [await rails.addConnected(), await rails.addConnected()]
    await pay(first)
    const [event] = await eventsOf(first)
    expect(codeOf(await hook(second, { ...event, account: first.account }))).toBe('AccountDiffers')
    expect(codeOf(await hook({ ...first, account: 'acct_unknown' }, event as object))).toBe('AccountNotServed')
  })
})
