import { currencyCode } from '@concordat/sdk/ids.ts'
import { orderDigest, orderTypedData, readOrderMetadata } from '@concordat/sdk/payments/order.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { startRails, type TestRails } from '../../test/rails.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
})
afterAll(() => rails.stop())

type View = { id: string; url: string; amount: string; payer: string; state: string; payment: string | null }

const open = (body: object, idempotencyKey?: string) =>
  rails.send<View>('/rails/checkout', { body, ...(idempotencyKey ? { idempotencyKey } : {}) })

describe('POST /rails/checkout', () => {
  test('default: a page at the processor, which carries what is paid', async () => {
    const { root, account } = await rails.addConnected()
    const { status, json } = await open({ agreement: root, amount: '12.50', payer: 'card 7', purpose: 'Charging' })
    expect([status, json.amount, json.payer]).toEqual([200, '12.50', 'card 7'])
    await rails.confirm(json.url)
    const state = await rails.send<View>(`/rails/checkout/${json.id}`)
    expect(state.json).toMatchObject({ state: 'paid', seq: null, amount: '12.50' })
    const intent = await rails.stripe.paymentIntents.retrieve(
      String(state.json.payment),
      {},
      { stripeAccount: account },
    )
    expect(intent).toMatchObject({ amount: 1250, currency: 'xts', status: 'succeeded' })
    expect(intent.metadata).toMatchObject({ agreement: root, payer: 'card 7', purpose: 'Charging' })
  })

  test('behavior: the same request is the same page', async () => {
    const { root } = await rails.addConnected()
    const body = { agreement: root, amount: '1.00', purpose: 'Charging' }
    const [first, again] = [await open(body, 'request 1'), await open(body, 'request 1')]
    expect(again.json).toEqual(first.json)
    const other = await open({ ...body, amount: '2.00' }, 'request 1')
    expect([other.status, codeOf(other)]).toEqual([409, 'IdempotencyConflict'])
  })

  test('behavior: a payer with a wallet signs exactly what is paid', async () => {
    const { root, processor, account } = await rails.addConnected()
    const wallet = privateKeyToAccount(generatePrivateKey())
    const order = {
      payer: wallet.address,
      payee: zeroAddress,
      agreement: root,
      currency: currencyCode('XTS'),
      amount: 100n,
      processor: processorName(processor),
      purpose: 'Charging',
      nonce: 7n,
      expiry: BigInt(Math.floor(Date.now() / 1_000) + 7_200),
    }
    const signature = await wallet.signTypedData(orderTypedData(order, 31337, zeroAddress))
    const signed = { nonce: '7', expiry: String(order.expiry), signature }
    const body = { agreement: root, amount: '1.00', payer: wallet.address, purpose: 'Charging', order: signed }
    // No key of the payer's signed this; whether a contract did, only the chain could say.
    expect(codeOf(await open({ ...body, amount: '1.01' }))).toBe('ChainUnreachable')
    const { json } = await open(body)
    await rails.confirm(json.url)
    const payment = String((await rails.send<View>(`/rails/checkout/${json.id}`)).json.payment)
    const { metadata } = await rails.stripe.paymentIntents.retrieve(payment, {}, { stripeAccount: account })
    expect(readOrderMetadata(metadata)).toEqual({
      digest: orderDigest(order, 31337, zeroAddress),
      ...{ nonce: 7n, expiry: order.expiry, signature },
    })
  })

  test('behavior: a declined card leaves the page open', async () => {
    const { root } = await rails.addConnected()
    const { json } = await open({ agreement: root, amount: '1.00', purpose: 'Charging' })
    await rails.confirm(json.url, '4000000000000002').catch(() => undefined)
    const state = (await rails.send<View>(`/rails/checkout/${json.id}`)).json
    expect(state).toMatchObject({ state: 'open', declined: { code: 'generic_decline' } })
    await rails.confirm(json.url)
    const paid = (await rails.send<View>(`/rails/checkout/${json.id}`)).json
    expect(paid).toMatchObject({ state: 'paid', declined: null })
  })

  test('behavior: during an outage it says so, and the same request makes the page afterwards', async () => {
    const { root } = await rails.addConnected()
    const body = { agreement: root, amount: '1.00', purpose: 'Charging' }
    await open(body, 'warm up request')
    await rails.control('outage', { mode: 'lost', seconds: 60 })
    const down = await open(body, 'request 2')
    expect([down.status, codeOf(down)]).toEqual([503, 'ProcessorUnavailable'])
    await rails.control('outage/end')
    expect((await open(body, 'request 2')).json.url).toMatch(/^http/)
  })
})

describe('GET /rails/agreements/{root}', () => {
  type Rail = { page: boolean; processor: object; refusal: { code: string } | null }
  const read = (root: string) => rails.send<Rail>(`/rails/agreements/${root}`)

  test('default', async () => {
    const { root, account } = await rails.addConnected()
    const { json } = await read(root)
    expect(json).toMatchObject({ page: true, processor: { rail: 'stripe', account }, refusal: null })
  })

  test('behavior: says before anybody pays that the rail would not divide it', async () => {
    const { root } = await rails.addConnected({ preset: 'alipay' })
    expect((await read(root)).json.refusal?.code).toBe('ShareAboveLimit')
  })

  test('error: AgreementUnknown, ConnectionMissing', async () => {
    expect(codeOf(await read(`0x${'cd'.repeat(32)}`))).toBe('AgreementUnknown')
    expect(codeOf(await read((await rails.addBusiness()).root))).toBe('ConnectionMissing')
  })
})

describe('POST /rails/checkout refuses', () => {
  const wallet = '0x1111111111111111111111111111111111111111'
  const base = { amount: '1.00', purpose: 'Charging' }
  test.each([
    ['AmountZero', 422, {}, { amount: '0.00' }],
    ['AmountUnreadable', 422, {}, { amount: '1.005' }],
    ['OrderNotSigned', 422, {}, { payer: wallet }],
    ['OrderExpiresSoon', 422, {}, { order: { nonce: '1', expiry: '5', signature: `0x${'00'.repeat(65)}` } }],
    ['ShareAboveLimit', 422, { limits: { maxShareBps: 3000 } }, {}],
    ['TooManyReceivers', 422, { limits: { maxReceivers: 1 } }, {}],
    ['HeldTooLong', 422, { limits: { releaseSeconds: 86_400 } }, {}],
    ['ShareAboveLimit', 422, { preset: 'alipay' }, {}],
    ['RequestMalformed', 400, {}, { purpose: '' }],
    ['RequestMalformed', 400, {}, { returnPath: '//elsewhere.example' }],
    ['DateAfterRecording', 422, {}, { date: '2999-01-01' }],
    ['DateTooEarly', 422, {}, { date: '1969-12-31' }],
  ])('error: %s', async (code, status, connection, body) => {
    const { root } = await rails.addConnected(connection)
    const answer = await open({ agreement: root, ...base, ...body })
    expect([codeOf(answer), answer.status]).toEqual([code, status])
  })

  test('error: AgreementUnknown, ConnectionMissing, CheckoutUnknown', async () => {
    const unknown = await open({ agreement: `0x${'12'.repeat(32)}`, ...base })
    expect(codeOf(unknown)).toBe('AgreementUnknown')
    const { root } = await rails.addBusiness()
    expect(codeOf(await open({ agreement: root, ...base }))).toBe('ConnectionMissing')
    expect(codeOf(await rails.send(`/rails/checkout/${crypto.randomUUID()}`))).toBe('CheckoutUnknown')
  })

  test('behavior: what the business itself keeps does not count', async () => {
    const own = `0x${'1'.repeat(40)}`
    const { root } = await rails.addConnected({ limits: { maxShareBps: 5000, maxReceivers: 1, own } })
    expect((await open({ agreement: root, ...base })).status).toBe(200)
  })
})

describe('POST /businesses/:id/connections', () => {
  test('error: AccountNotServed, AccountConnected, NotYourBusiness', async () => {
    const first = await rails.addConnected()
    const second = await rails.addConnected()
    const connect = (business: typeof first, account: string, more = {}) =>
      rails.send(`/businesses/${business.id}/connections`, {
        key: business.key,
        body: { rail: 'stripe', account, ...more },
      })
    expect(codeOf(await connect(first, 'acct_unknown'))).toBe('AccountNotServed')
    expect(codeOf(await connect(second, first.account))).toBe('AccountConnected')
    expect(codeOf(await connect(first, first.account, { reserve: { rateBps: 1, duration: 1 } }))).toBe('ReserveInUse')
    expect(codeOf(await connect({ ...first, key: second.key }, first.account))).toBe('NotYourBusiness')
    const changed = await connect(first, first.account, { limits: { holdSeconds: 60 } })
    expect(changed.json).toMatchObject({ account: first.account, limits: { holdSeconds: 60 } })
    const { json } = await rails.send<unknown[]>(`/businesses/${first.id}/connections`)
    expect(json).toHaveLength(1)
  })
})
