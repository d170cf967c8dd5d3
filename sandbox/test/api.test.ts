import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, errorOf, pay, reader, secret, startSandbox, type TestSandbox } from './harness.ts'

let sandbox: TestSandbox
let stripe: TestSandbox['stripe']
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.end())

const raw = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.url}/v1/${path}`, { ...init, headers: { authorization: `Bearer ${secret}`, ...init.headers } })

describe('keys', () => {
  test('default: bearer and basic', async () => {
    expect((await raw('balance')).status).toBe(200)
    const basic = Buffer.from(`${secret}:`).toString('base64')
    expect((await raw('balance', { headers: { authorization: `Basic ${basic}` } })).status).toBe(200)
  })

  test('error: none, unknown, and one that may only read', async () => {
    const bare = await fetch(`${sandbox.url}/v1/balance`)
    expect(bare.status).toBe(401)
    expect(await bare.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
    const unknown = await errorOf(clientOf(sandbox.url, 'sk_test_nobody_knows').balance.retrieve())
    expect(unknown).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 })
    expect(unknown.message).not.toContain('nobody')
    const readOnly = clientOf(sandbox.url, reader)
    expect((await readOnly.balance.retrieve()).object).toBe('balance')
    expect((await readOnly.paymentIntents.list()).object).toBe('list')
    for (const call of [
      () => pay(readOnly, 100),
      () => readOnly.webhookEndpoints.create({ url: 'http://127.0.0.1:1/', enabled_events: ['*'] }),
      () => readOnly.webhookEndpoints.del('we_1'),
    ])
      expect(await errorOf(call())).toMatchObject({ type: 'StripePermissionError', statusCode: 403 })
  })
})

describe('idempotency', () => {
  test('default: the same key gives the same answer, and does nothing more', async () => {
    const create = () =>
      stripe.paymentIntents.create(
        {
          amount: 100,
          currency: 'usd',
          payment_method: 'pm_card_visa',
          confirm: true,
          return_url: 'https://a.example/',
          metadata: { a: '1' },
        },
        { idempotencyKey: 'once' },
      )
    const first = await create()
    const again = await create()
    expect(again).toEqual(first)
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
    expect(again.lastResponse).toMatchObject({ idempotencyKey: 'once' })
    expect(again.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'original-request': first.lastResponse.requestId,
    })
    expect((await stripe.charges.list({ payment_intent: first.id })).data).toHaveLength(1)
  })

  test('error: the same key for something else', async () => {
    const key = { idempotencyKey: 'other' }
    await stripe.paymentIntents.create({ amount: 100, currency: 'usd' }, key)
    const changed = await errorOf(stripe.paymentIntents.create({ amount: 101, currency: 'usd' }, key))
    expect(changed).toMatchObject({ type: 'StripeIdempotencyError', rawType: 'idempotency_error', statusCode: 400 })
    const elsewhere = await errorOf(stripe.refunds.create({ charge: 'ch_1' }, key))
    expect(elsewhere.rawType).toBe('idempotency_error')
    const account = await stripe.accounts.create({ type: 'custom' })
    const there = { ...key, stripeAccount: account.id }
    expect((await stripe.paymentIntents.create({ amount: 101, currency: 'usd' }, there)).amount).toBe(101)
  })

  test('behavior: many at once do it once', async () => {
    const key = { idempotencyKey: 'many' }
    const client = clientOf(sandbox.url, secret, { maxNetworkRetries: 5 })
    const all = await Promise.all(
      Array.from({ length: 8 }, () => client.paymentIntents.create({ amount: 321, currency: 'usd' }, key)),
    )
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
  })

  test('behavior: refusals are kept, mistakes in the parameters are not', async () => {
    const declined = { idempotencyKey: 'declined' }
    const decline = () =>
      stripe.paymentIntents.create(
        {
          amount: 100,
          currency: 'usd',
          payment_method: 'pm_card_chargeDeclined',
          confirm: true,
          return_url: 'https://a.example/',
        },
        declined,
      )
    const first = await errorOf(decline())
    const second = await errorOf(decline())
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id)
    const corrected = { idempotencyKey: 'corrected' }
    await errorOf(stripe.paymentIntents.create({ amount: 0, currency: 'usd' }, corrected))
    expect((await stripe.paymentIntents.create({ amount: 1, currency: 'usd' }, corrected)).amount).toBe(1)
  })
})

describe('errors', () => {
  test('default: type, code, param, message, request id', async () => {
    const missing = await errorOf(stripe.paymentIntents.retrieve('pi_none'))
    expect(missing).toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'resource_missing',
      message: "No such payment_intent: 'pi_none'",
      param: 'intent',
      requestId: expect.stringMatching(/^req_/),
      statusCode: 404,
    })
    expect(missing.doc_url).toContain('resource-missing')
    const form = (body: string) =>
      raw('payment_intents', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    const cases: [string, object][] = [
      ['currency=usd', { code: 'parameter_missing', param: 'amount' }],
      ['amount=1&currency=usd&colour=red', { code: 'parameter_unknown', param: 'colour' }],
      ['amount=x&currency=usd', { code: 'parameter_invalid_integer', param: 'amount' }],
      ['amount=1&currency=usd&confirm=maybe', { code: 'parameter_invalid_boolean', param: 'confirm' }],
      ['amount=1&currency=usd&capture_method=later', { param: 'capture_method' }],
      [`amount=1&currency=usd&metadata[k]=${'v'.repeat(501)}`, { param: 'metadata[k]' }],
      ['amount=1&currency=usd&expand[]=nothing', { param: 'expand' }],
      ['amount=1&currency=usd&payment_method_data[type]=card', { param: 'payment_method_data[card]' }],
      ['amount=1&currency=usd&a[b][c][d][e][f][g][h][i]=1', { type: 'invalid_request_error' }],
      ['amount=1&currency=usd&__proto__[x]=1', { code: 'parameter_unknown' }],
      ['amount=1&currency=usd&description=%00', { type: 'invalid_request_error' }],
    ]
    for (const [body, error] of cases) {
      const response = await form(body)
      expect([body, response.status, await response.json()]).toMatchObject([body, 400, { error }])
    }
    const nowhere = await raw('unicorns')
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { error: { type: 'invalid_request_error' } }])
  })
})

describe('lists', () => {
  test('default: pages, both ways, and the client turns them by itself', async () => {
    const account = await stripe.accounts.create({ type: 'custom' })
    const own = { stripeAccount: account.id }
    const ids: string[] = []
    for (let i = 0; i < 7; i++)
      ids.unshift((await stripe.paymentIntents.create({ amount: 1 + i, currency: 'usd' }, own)).id)
    const first = await stripe.paymentIntents.list({ limit: 3 }, own)
    expect(first).toMatchObject({ has_more: true, object: 'list', url: '/v1/payment_intents' })
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    const last = await stripe.paymentIntents.list({ limit: 4, starting_after: ids[2] ?? '' }, own)
    expect([last.has_more, last.data.map(({ id }) => id)]).toEqual([false, ids.slice(3)])
    const before = await stripe.paymentIntents.list({ limit: 2, ending_before: ids[4] ?? '' }, own)
    expect([before.has_more, before.data.map(({ id }) => id)]).toEqual([true, ids.slice(2, 4)])
    const seen: string[] = []
    for await (const intent of stripe.paymentIntents.list({ limit: 2 }, own)) seen.push(intent.id)
    expect(seen).toEqual(ids)
    expect(await errorOf(stripe.paymentIntents.list({ limit: 101 }, own))).toMatchObject({ param: 'limit' })
    expect(await errorOf(stripe.paymentIntents.list({ starting_after: 'pi_x' }, own))).toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    })
    const now = Math.floor(Date.now() / 1_000)
    expect((await stripe.paymentIntents.list({ created: { gt: now + 60 } }, own)).data).toEqual([])
    expect((await stripe.paymentIntents.list({ created: { gte: now - 60 }, limit: 100 }, own)).data).toHaveLength(7)
  })

  test('behavior: expands inside lists', async () => {
    const intent = await pay(stripe, 100)
    const { data } = await stripe.balanceTransactions.list({
      source: String(intent.latest_charge),
      expand: ['data.source.payment_intent'],
    })
    expect(data).toMatchObject([{ source: { payment_intent: { id: intent.id } } }])
  })
})

describe('metadata', () => {
  test('default: keys are merged, emptied ones removed', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 1, currency: 'usd', metadata: { a: '1', b: '2' } })
    const merged = await stripe.paymentIntents.update(id, { metadata: { b: '', c: '3' } })
    expect(merged.metadata).toEqual({ a: '1', c: '3' })
    expect((await stripe.paymentIntents.update(id, { metadata: '' })).metadata).toEqual({})
  })
})

describe('outage', () => {
  test('behavior: 503, a cut line, and an answer that was lost', async () => {
    await sandbox.control('outage', { mode: 'unavailable', seconds: 60 })
    const down = await errorOf(stripe.balance.retrieve())
    expect(down).toMatchObject({ type: 'StripeAPIError', rawType: 'api_error', statusCode: 503 })
    await sandbox.control('outage', { mode: 'hangup', seconds: 60 })
    expect((await errorOf(stripe.balance.retrieve())).type).toBe('StripeConnectionError')
    expect((await fetch(`${sandbox.url}/health`)).status).toBe(200)
    await sandbox.control('outage', { mode: 'lost', seconds: 60 })
    const key = { idempotencyKey: 'lost' }
    const create = () => stripe.paymentIntents.create({ amount: 77, currency: 'usd' }, key)
    expect((await errorOf(create())).type).toBe('StripeConnectionError')
    await sandbox.control('outage/end', {})
    const found = await create()
    expect(found.lastResponse.headers['idempotent-replayed']).toBe('true')
    const { data } = await stripe.paymentIntents.list({ limit: 100 })
    expect(data.filter(({ amount }) => amount === 77).map(({ id }) => id)).toEqual([found.id])
  })

  test('behavior: ends by itself, and the client that tries again gets through', async () => {
    await sandbox.control('outage', { mode: 'unavailable', seconds: 1 })
    const patient = clientOf(sandbox.url, secret, { maxNetworkRetries: 6 })
    expect((await patient.balance.retrieve()).object).toBe('balance')
  })
})

describe('history', () => {
  test('default: requests, events and decisions, searched', async () => {
    const intent = await pay(stripe, 4_321)
    const find = async (query: string) =>
      (await sandbox.control(`history?${query}`)).data as { kind: string; title: string; subject: string }[]
    const found = await find(`search=${intent.id}`)
    expect(found.map(({ kind, title }) => [kind, title])).toEqual([
      ['request', 'POST /v1/payment_intents 200'],
      ['event', 'payment_intent.succeeded'],
      ['event', 'payment_intent.created'],
    ])
    await errorOf(stripe.refunds.create({ payment_intent: intent.id, amount: 5_000 }))
    const [refused] = await find('search=greater%20than')
    expect(refused?.title).toBe('POST /v1/refunds 400')
    await sandbox.control(`payments/${intent.id}/dispute`, {})
    expect((await find('kind=control&limit=1'))[0]).toMatchObject({ title: 'payments/dispute', subject: intent.id })
    expect(await find('search=%25%25never')).toEqual([])
  })
})
