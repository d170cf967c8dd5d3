import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pay, startSandbox, type TestSandbox, until } from './harness.ts'

let clock = Date.UTC(2025, 0, 15, 12)
let sandbox: TestSandbox
let stripe: TestSandbox['stripe']
beforeAll(async () => {
  sandbox = await startSandbox({ SEED: 'same' }, () => clock)
  stripe = sandbox.stripe
})
afterAll(() => sandbox.end())

const page = async (path = '/', headers: Record<string, string> = {}) => {
  const response = await fetch(`${sandbox.url}${path}`, { headers })
  return { status: response.status, text: await response.text() }
}

const press = (path: string, fields: Record<string, string> = {}) =>
  fetch(`${sandbox.url}/sandbox/${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: sandbox.url, referer: `${sandbox.url}/?search=x` },
    body: new URLSearchParams(fields),
  })

describe('a seed and a clock', () => {
  test('behavior: the same in every run', async () => {
    const run = async () => {
      await sandbox.reset()
      const account = await stripe.accounts.create({ type: 'custom', country: 'GB' })
      const intent = await pay(stripe, 100, 'gbp', 'pm_card_visa', account.id)
      const events = await stripe.events.list({}, { stripeAccount: account.id })
      return { account, intent, events: events.data.map(({ id, type, created }) => [id, type, created]) }
    }
    const first = await run()
    expect(await run()).toEqual(first)
    expect(first.intent.created).toBe(Math.floor(clock / 1_000))
  })

  test('behavior: time passes when the clock says so', async () => {
    await sandbox.reset()
    const account = await stripe.accounts.create({ type: 'custom' })
    await stripe.accounts.createExternalAccount(account.id, {
      external_account: { object: 'bank_account', account_number: '000123456789', country: 'US', currency: 'usd' },
    })
    const own = { stripeAccount: account.id }
    await sandbox.control('settings', { settleDelay: 86_400 })
    await pay(stripe, 100, 'usd', 'pm_card_visa', account.id)
    expect((await stripe.balance.retrieve({}, own)).pending[0]?.amount).toBe(100)
    clock += 86_400_000
    expect((await stripe.balance.retrieve({}, own)).available[0]?.amount).toBe(100)
    const payout = await stripe.payouts.create({ amount: 100, currency: 'usd' }, own)
    clock += 1_000
    await until(
      () => stripe.payouts.retrieve(payout.id, {}, own),
      ({ status }) => status === 'in_transit',
    )
    clock += 1_000
    await until(
      () => stripe.payouts.retrieve(payout.id, {}, own),
      ({ status }) => status === 'paid',
    )
  })
})

describe('the page', () => {
  test('default: shows what there is and what can be done, in two languages', async () => {
    await sandbox.reset()
    await sandbox.control('settings', { payments: 'manual', payouts: 'manual' })
    const intent = await stripe.paymentIntents.create({
      amount: 123_456,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      description: '<script>alert(1)</script>',
      return_url: 'https://a.example/',
    })
    const english = await page()
    expect(english.text).toContain('The outside world')
    expect(english.text).toContain('1,234.56 USD')
    expect(english.text).toContain(`/sandbox/payments/${intent.id}/succeed`)
    expect(english.text).not.toContain('<script>alert')
    const chinese = await page('/', { 'accept-language': 'zh-CN,zh;q=0.9' })
    expect(chinese.text).toContain('外部世界')
    expect((await page('/', { cookie: 'language=en', 'accept-language': 'zh' })).text).toContain('The outside world')
    for (const asset of ['/page/style.css', '/page/live.js']) expect((await page(asset)).status).toBe(200)
  })

  test('behavior: buttons do it and lead back; refusals are shown', async () => {
    await sandbox.reset()
    await press('settings', { payments: 'manual', refundsWait: 'true' })
    expect((await sandbox.control('state')).settings).toMatchObject({ payments: 'manual', refundsWait: true })
    const answer = await press('payments', {
      amount: '500',
      currency: 'xts',
      card: '4242424242424242',
      description: '',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?search=x'])
    const [intent] = (await stripe.paymentIntents.list()).data
    expect(intent).toMatchObject({ amount: 500, currency: 'xts', status: 'processing' })
    await press(`payments/${intent?.id}/decline`, { code: 'lost_card' })
    expect((await stripe.paymentIntents.retrieve(intent?.id ?? '')).status).toBe('requires_payment_method')
    const refused = await press(`payments/${intent?.id}/succeed`)
    expect(refused.status).toBe(303)
    const shown = await page(refused.headers.get('location') ?? '')
    expect(shown.text).toContain('role="alert"')
    await press('next', { kind: 'payout', outcome: 'fail', code: '', delay: '' })
    expect((await sandbox.control('state')).plans).toEqual([{ kind: 'payout', outcome: 'fail' }])
    await press('next/clear')
    await press('outage', { mode: 'unavailable', seconds: '5' })
    expect((await page()).text).toContain('Out of order')
    await press('outage/end')
    const forged = await fetch(`${sandbox.url}/sandbox/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({}),
    })
    expect(forged.status).toBe(403)
  })

  test('error: unknown things and settings', async () => {
    await expect(sandbox.control('payments/pi_none/succeed', {})).rejects.toThrow('NotFound')
    await expect(sandbox.control('payments/pi_none/explode', {})).rejects.toThrow('NotFound')
    await expect(sandbox.control('settings', { payoutDelay: -1 })).rejects.toThrow('RequestMalformed')
    await expect(sandbox.control('settings', { colour: 'red' })).rejects.toThrow('RequestMalformed')
    await expect(sandbox.control('next', { kind: 'payment', outcome: 'return' })).rejects.toThrow('RequestMalformed')
  })
})
