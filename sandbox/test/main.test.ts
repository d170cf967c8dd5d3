import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, freePort, pay, secret, startDatabase, startReceiver, type TestDatabase, until } from './harness.ts'

const script = fileURLToPath(new URL('../src/main.ts', import.meta.url))

let database: TestDatabase
let env: Record<string, string>
let url: string
let child: ChildProcess | undefined

beforeAll(async () => {
  database = await startDatabase()
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  env = { PORT: String(port), DATABASE_URL: database.url, KEYS: secret }
})
afterEach(() => kill())
afterAll(() => database.stop())

async function start(): Promise<void> {
  child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, stdio: 'ignore' })
  const health = () =>
    fetch(`${url}/health`).then(
      answer => answer.status,
      () => 0,
    )
  await until(health, status => status === 200)
}

/** Ends it the hard way. */
async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child?.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

describe('kill -9', () => {
  test('behavior: what was answered stays, what is asked again is done once, all webhooks arrive', {
    timeout: 120_000,
  }, async () => {
    await start()
    const client = clientOf(url)
    const receiver = await startReceiver()
    await client.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], connect: true })
    const account = await client.accounts.create({ type: 'custom', country: 'US' })
    await client.accounts.createExternalAccount(account.id, {
      external_account: { object: 'bank_account', account_number: '000123456789', country: 'US', currency: 'usd' },
    })
    const own = { stripeAccount: account.id }
    await pay(client, 100_000, 'usd', 'pm_card_visa', account.id)

    const answered = new Map<string, string>()
    /** Asks until there is an answer, with the same key each time; the answers to one key must agree. */
    async function insist(key: string, ask: (options: Stripe.RequestOptions) => Promise<{ id: string }>) {
      for (;;) {
        const answer = await ask({ ...own, idempotencyKey: key }).catch(() => undefined)
        if (answer) {
          expect(answered.get(key) ?? answer.id).toBe(answer.id)
          return void answered.set(key, answer.id)
        }
        await new Promise(resolve => setTimeout(resolve, 30))
      }
    }
    const payment = { amount: 100, currency: 'usd', payment_method: 'pm_card_visa', confirm: true } as const
    const where = { return_url: 'https://a.example/' }
    async function work(worker: number) {
      for (let i = 0; i < 12; i++) {
        await insist(`pay ${worker} ${i}`, options => client.paymentIntents.create({ ...payment, ...where }, options))
        await insist(`out ${worker} ${i}`, options =>
          client.payouts.create({ amount: 50, currency: 'usd' }, { ...options }),
        )
      }
    }
    const working = Promise.all([work(1), work(2), work(3)])
    let done = false
    working.finally(() => {
      done = true
    })
    for (const wait of [150, 300, 450, 200, 600, 350]) {
      await new Promise(resolve => setTimeout(resolve, wait))
      await kill()
      await start()
      if (done) break
    }
    await working
    for (const [key, id] of answered) {
      const ask = key.startsWith('pay')
        ? client.paymentIntents.create({ ...payment, ...where }, { ...own, idempotencyKey: key })
        : client.payouts.create({ amount: 50, currency: 'usd' }, { ...own, idempotencyKey: key })
      expect((await ask).id).toBe(id)
    }
    const payments = await client.paymentIntents.list({ limit: 100 }, own)
    expect(payments.data).toHaveLength(37)
    const payouts = () => client.payouts.list({ limit: 100 }, own)
    const ended = await until(payouts, ({ data }) => data.every(({ status }) => status === 'paid'))
    expect(ended.data).toHaveLength(36)
    const balance = await client.balance.retrieve({}, own)
    expect(balance.available[0]?.amount).toBe(100_000 + 36 * 100 - 36 * 50)
    const events: string[] = []
    for await (const event of client.events.list({ limit: 100 }, own)) events.push(event.id)
    await until(
      async () => new Set(receiver.received.map(({ event }) => event.id)),
      arrived => events.every(id => arrived.has(id)),
    )
    await receiver.stop()
  })
})

describe('start', () => {
  const exitOf = (changes: Record<string, string>) =>
    new Promise<{ code: number | null; text: string }>(resolve => {
      const failing = spawn(process.execPath, [script], { env: { ...process.env, ...env, ...changes }, stdio: 'pipe' })
      let text = ''
      failing.stderr.on('data', data => {
        text += data
      })
      failing.once('exit', code => resolve({ code, text }))
    })

  test('error: names the variable that is missing or wrong', async () => {
    const { code, text } = await exitOf({ DATABASE_URL: '', KEYS: 'pk_live_1' })
    expect(code).toBe(1)
    expect(text).toContain('DATABASE_URL')
    expect(text).toContain('KEYS')
  })

  test('behavior: SIGTERM ends it cleanly', async () => {
    await start()
    const ended = new Promise(resolve => child?.once('exit', resolve))
    child?.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
