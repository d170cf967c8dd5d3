import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, errorOf, pay, startSandbox, type TestSandbox, until } from './harness.ts'

let sandbox: TestSandbox
let stripe: TestSandbox['stripe']
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.end())

const eventTypes = async (object: string) => {
  const { data } = await stripe.events.list({ limit: 100 })
  return data
    .filter(event => JSON.stringify(event.data.object).includes(object))
    .map(event => event.type)
    .reverse()
}

describe('payment intents', () => {
  test('default: a payment by card is paid at once, and shows in the balance', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1_234,
      currency: 'EUR',
      payment_method: 'pm_card_visa',
      confirm: true,
      description: 'An order',
      metadata: { order: '7', note: 'a & b = c' },
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    })
    expect(intent).toMatchObject({
      object: 'payment_intent',
      amount: 1_234,
      amount_received: 1_234,
      currency: 'eur',
      livemode: false,
      metadata: { order: '7', note: 'a & b = c' },
      payment_method: { object: 'payment_method', card: { brand: 'visa', last4: '4242' } },
      status: 'succeeded',
      latest_charge: {
        object: 'charge',
        captured: true,
        paid: true,
        payment_intent: intent.id,
        payment_method_details: { card: { last4: '4242' }, type: 'card' },
        balance_transaction: { amount: 1_234, fee: 0, net: 1_234, type: 'charge', status: 'available' },
      },
    })
    expect(intent.id).toMatch(/^pi_\w{24}$/)
    expect(Math.abs(intent.created - Date.now() / 1_000)).toBeLessThan(60)
    expect(intent.lastResponse).toMatchObject({ statusCode: 200, requestId: expect.stringMatching(/^req_/) })
    const { available } = await stripe.balance.retrieve()
    expect(available.find(({ currency }) => currency === 'eur')?.amount).toBe(1_234)
    expect(await eventTypes(intent.id)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    const again = await stripe.paymentIntents.retrieve(intent.id)
    expect(again).toMatchObject({ latest_charge: expect.stringMatching(/^ch_/), client_secret: intent.client_secret })
  })

  test('behavior: created first, confirmed later, with another method', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
    })
    expect(intent.status).toBe('requires_payment_method')
    const declined = await errorOf(
      stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined' }),
    )
    expect(declined.type).toBe('StripeCardError')
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code: 'card_declined', decline_code: 'generic_decline', type: 'card_error' },
    })
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_mastercard' })
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null })
    const charges = await stripe.charges.list({ payment_intent: intent.id })
    expect(charges.data.map(charge => charge.status)).toEqual(['succeeded', 'failed'])
  })

  test('behavior: a method that was kept, and a card written out', async () => {
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4242 4242 4242 4242', exp_month: 8, exp_year: new Date().getUTCFullYear() + 2, cvc: '314' },
    })
    expect(method).toMatchObject({ card: { exp_month: 8, last4: '4242' }, type: 'card' })
    const intent = await stripe.paymentIntents.create({ amount: 700, currency: 'jpy', payment_method: method.id })
    expect(await errorOf(stripe.paymentIntents.confirm(intent.id))).toMatchObject({ param: 'return_url' })
    expect(intent).toMatchObject({ status: 'requires_confirmation', payment_method: method.id })
    expect((await stripe.paymentIntents.confirm(intent.id, { return_url: 'https://a.example/' })).status).toBe(
      'succeeded',
    )
    expect((await stripe.paymentMethods.retrieve(method.id)).id).toBe(method.id)
  })

  test('error: declines by their test cards', async () => {
    const cases = [
      ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
      ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
      ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
      ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
      ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
      ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
    ]
    for (const [card = '', code, decline_code] of cases) {
      const error = await errorOf(pay(stripe, 100, 'usd', card))
      expect(error).toMatchObject({
        type: 'StripeCardError',
        rawType: 'card_error',
        statusCode: 402,
        code,
        decline_code,
      })
      expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method' })
      expect(error.charge).toMatch(/^ch_/)
      expect(error.requestId).toMatch(/^req_/)
    }
    const unknown = stripe.paymentMethods.create({ type: 'card', card: { number: '4111111111111111' } })
    const byNumber = await errorOf(unknown.then(method => pay(stripe, 100, 'usd', method.id)))
    expect(byNumber.decline_code).toBe('test_mode_live_card')
  })

  test('behavior: manual capture, whole and in part', async () => {
    const hold = () =>
      stripe.paymentIntents.create({
        amount: 1_000,
        currency: 'gbp',
        payment_method: 'pm_card_visa',
        confirm: true,
        capture_method: 'manual',
        allowed_payment_method_types: ['card'],
      })
    const gbp = async () =>
      (await stripe.balance.retrieve()).available.find(({ currency }) => currency === 'gbp')?.amount ?? 0
    const whole = await hold()
    expect(whole).toMatchObject({ status: 'requires_capture', amount_capturable: 1_000, amount_received: 0 })
    expect(await gbp()).toBe(0)
    expect(await stripe.paymentIntents.capture(whole.id)).toMatchObject({ status: 'succeeded', amount_received: 1_000 })
    const part = await hold()
    const tooMuch = await errorOf(stripe.paymentIntents.capture(part.id, { amount_to_capture: 1_001 }))
    expect(tooMuch).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture', statusCode: 400 })
    const taken = await stripe.paymentIntents.capture(part.id, { amount_to_capture: 600, expand: ['latest_charge'] })
    expect(taken).toMatchObject({
      amount_received: 600,
      latest_charge: { amount: 1_000, amount_captured: 600, amount_refunded: 400, refunded: false },
    })
    expect(await gbp()).toBe(1_600)
    const movements = await stripe.balanceTransactions.list({ currency: 'gbp' })
    expect(movements.data.map(({ amount, reporting_category }) => [amount, reporting_category])).toEqual([
      [-400, 'partial_capture_reversal'],
      [1_000, 'charge'],
      [1_000, 'charge'],
    ])
    const released = await hold()
    const canceled = await stripe.paymentIntents.cancel(released.id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 })
    expect(await gbp()).toBe(1_600)
  })

  test('error: not in this state', async () => {
    const intent = await pay(stripe, 100)
    for (const call of [
      () => stripe.paymentIntents.cancel(intent.id),
      () => stripe.paymentIntents.confirm(intent.id),
      () => stripe.paymentIntents.capture(intent.id),
    ]) {
      const error = await errorOf(call())
      expect(error).toMatchObject({ type: 'StripeInvalidRequestError', code: 'payment_intent_unexpected_state' })
      expect(error.payment_intent).toMatchObject({ id: intent.id })
    }
  })

  test('behavior: delayed, decided by a person, planned', async () => {
    await sandbox.control('settings', { payments: 'manual' })
    const waiting = await pay(stripe, 100)
    expect(waiting.status).toBe('processing')
    expect((await stripe.charges.list({ payment_intent: waiting.id })).data[0]?.status).toBe('pending')
    await sandbox.control(`payments/${waiting.id}/succeed`, {})
    expect((await stripe.paymentIntents.retrieve(waiting.id)).status).toBe('succeeded')
    expect(await eventTypes(waiting.id)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    const refused = await pay(stripe, 100)
    await sandbox.control(`payments/${refused.id}/decline`, { code: 'lost_card' })
    expect(await stripe.paymentIntents.retrieve(refused.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'lost_card' },
    })
    await sandbox.control('settings', { payments: 'auto', paymentDelay: 0.3 })
    const slow = await pay(stripe, 100)
    expect(slow.status).toBe('processing')
    await until(
      () => stripe.paymentIntents.retrieve(slow.id),
      ({ status }) => status === 'succeeded',
    )
    await sandbox.control('settings', { paymentDelay: 0 })
    await sandbox.control('next', { kind: 'payment', outcome: 'decline', code: 'insufficient_funds' })
    expect((await errorOf(pay(stripe, 100))).decline_code).toBe('insufficient_funds')
    expect((await pay(stripe, 100)).status).toBe('succeeded')
  })

  test('behavior: currencies without and with three decimals, and the limits of amounts', async () => {
    expect((await pay(stripe, 50, 'jpy')).amount).toBe(50)
    expect((await pay(stripe, 1_230, 'kwd')).amount).toBe(1_230)
    expect((await pay(stripe, 99, 'xts')).amount).toBe(99)
    expect(await errorOf(pay(stripe, 1_235, 'kwd'))).toMatchObject({ param: 'amount', statusCode: 400 })
    expect(await errorOf(pay(stripe, 150, 'isk'))).toMatchObject({ param: 'amount' })
    expect(await errorOf(pay(stripe, 0, 'usd'))).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' })
    expect(await errorOf(pay(stripe, 1.5, 'usd'))).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' })
    expect(await errorOf(pay(stripe, 100_000_000, 'usd'))).toMatchObject({ code: 'amount_too_large' })
    expect(await errorOf(pay(stripe, 100, 'zzz'))).toMatchObject({ param: 'currency' })
  })
})

describe('connected accounts', () => {
  test('behavior: each account sees what is its own', async () => {
    const account = await stripe.accounts.create({ country: 'DE', email: 'a@example.com', type: 'custom' })
    expect(account).toMatchObject({ charges_enabled: true, default_currency: 'eur', object: 'account', type: 'custom' })
    const options = { stripeAccount: account.id }
    const intent = await pay(stripe, 900, 'eur', 'pm_card_visa', account.id)
    expect((await stripe.paymentIntents.retrieve(intent.id, {}, options)).id).toBe(intent.id)
    const absent = await errorOf(stripe.paymentIntents.retrieve(intent.id))
    expect(absent).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'intent' })
    expect((await stripe.balance.retrieve({}, options)).available).toEqual([
      { amount: 900, currency: 'eur', source_types: { card: 900 } },
    ])
    const [event] = (await stripe.events.list({ type: 'payment_intent.succeeded' }, options)).data
    expect(event?.account).toBe(account.id)
    const other = clientOf(sandbox.url, 'sk_test_other')
    expect(await errorOf(other.balance.retrieve({}, options))).toMatchObject({
      type: 'StripePermissionError',
      code: 'account_invalid',
      statusCode: 403,
    })
    expect(await errorOf(other.accounts.retrieve(account.id))).toMatchObject({ statusCode: 404 })
    expect((await stripe.accounts.list()).data.map(({ id }) => id)).toContain(account.id)
    expect((await stripe.accounts.retrieve(null)).id).not.toBe(account.id)
  })
})
