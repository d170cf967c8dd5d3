import { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { verifyRow } from '@concordat/sdk/rows/sign.ts'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { type Connected, startRails, type TestRails, webhookSecret } from '../../test/rails.ts'
import { processEvents } from './processEvents.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
})
afterAll(() => rails.stop())

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

describe('events', () => {
  test('default: a webhook becomes the row that nodes verify', async () => {
    const business = await rails.addConnected()
    const id = await rails.pay(business)
    for (const event of await eventsOf(business)) expect((await hook(business, event)).status).toBe(200)
    await processEvents(rails.context)
    const [row, ...more] = await rails.rowsOf(business.id)
    expect(more).toEqual([])
    verifyRow(FeedRow.parse(row))
    expect(row).toMatchObject({ kind: 'payment', id, round: 0, agreement: business.root })
    expect(row?.data).toEqual({
      ...{ amount: '10.00', currency: 'XTS', payer: 'card 1', purpose: 'Charging' },
      processor: { rail: 'stripe', account: business.account },
    })
  })

  test('behavior: copies and any order make the same rows once', async () => {
    const business = await rails.addConnected()
    const id = await rails.pay(business)
    const refund = await rails.stripe.refunds.create(
      { payment_intent: id, amount: 300 },
      { stripeAccount: business.account },
    )
    const events = await eventsOf(business)
    const sent = [...events].reverse().concat(events)
    await Promise.all(sent.map(event => hook(business, event)))
    await Promise.all([processEvents(rails.context), processEvents(rails.context)])
    expect(await rails.shown(business)).toEqual([
      ['payment', id, 0],
      ['refund', refund.id, 0],
    ])
  })

  test('behavior: what no webhook brought is found by looking, and again it changes nothing', async () => {
    const business = await rails.addConnected()
    const id = await rails.pay(business)
    await rails.poll(business)
    await rails.poll(business)
    for (const event of await eventsOf(business)) await hook(business, event)
    await rails.poll(business)
    expect(await rails.shown(business)).toEqual([['payment', id, 0]])
  })

  test('behavior: a dispute that is opened and won', async () => {
    const business = await rails.addConnected()
    const id = await rails.pay(business)
    await rails.control(`payments/${id}/dispute`)
    const { data } = await rails.stripe.disputes.list({ limit: 1 }, { stripeAccount: business.account })
    const dispute = String(data[0]?.id)
    await rails.poll(business)
    expect(await rails.shown(business)).toEqual([
      ['payment', id, 0],
      ['dispute', dispute, 0],
    ])
    await rails.control(`disputes/${dispute}/win`)
    await rails.poll(business)
    expect((await rails.shown(business))[2]).toEqual(['dispute', dispute, 1])
  })

  test('behavior: during an outage events wait, and are used after it', async () => {
    const business = await rails.addConnected()
    const id = await rails.pay(business)
    for (const event of await eventsOf(business)) await hook(business, event)
    await rails.control('outage', { mode: 'hangup', seconds: 60 })
    await expect(rails.poll(business)).rejects.toThrow('does not answer')
    await processEvents(rails.context)
    expect(await rails.shown(business)).toEqual([])
    await rails.control('outage/end')
    await rails.sql`update processor_events set next_at = now()`
    await processEvents(rails.context)
    expect(await rails.shown(business)).toEqual([['payment', id, 0]])
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
    await rails.poll(business)
    expect(await rails.shown(business)).toEqual([])
    const refused = await rails.sql`
      select refusal from processor_events where account = ${business.account} and type = 'payment_intent.succeeded'`
    expect(refused[0]?.refusal).toMatchObject({ code: 'PaymentWithoutOrder' })
  })
})

describe('webhooks refused', () => {
  test('error: WebhookNotSigned for forged, replayed and changed ones', async () => {
    const business = await rails.addConnected()
    await rails.pay(business)
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
    await rails.pay(first)
    const [event] = await eventsOf(first)
    expect(codeOf(await hook(second, { ...event, account: first.account }))).toBe('AccountDiffers')
    expect(codeOf(await hook({ ...first, account: 'acct_unknown' }, event as object))).toBe('AccountNotServed')
  })
})
