import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { createDatabase, dropDatabase } from '@concordat/cli/stack/database.ts'
import Stripe from 'stripe'
import { expect } from 'vitest'
import { parseEnv } from '../src/env.ts'
import { type Sandbox, start } from '../src/start.ts'

export const secret = 'sk_test_platform'
export const reader = 'rk_test_reader'
export const otherSecret = 'sk_test_other'

export type TestDatabase = { url: string; stop: () => Promise<void> }

/** A database of the test's own. */
export async function startDatabase(): Promise<TestDatabase> {
  const admin = String(process.env.TEST_DATABASE_URL)
  const name = `sandbox_${randomBytes(8).toString('hex')}`
  await createDatabase(admin, name)
  return { url: new URL(`/${name}`, admin).toString(), stop: () => dropDatabase(admin, name) }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The official client, told nothing but where the sandbox is. */
export function clientOf(url: string, key = secret, config: Partial<Stripe.StripeConfig> = {}): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...config })
}

export type TestSandbox = Sandbox & {
  stripe: Stripe
  /** Plays the outside world: posts to the control, or reads from it. */
  control: (path: string, given?: object) => Promise<Record<string, unknown>>
  /** Forgets everything and behaves as new. */
  reset: () => Promise<void>
  end: () => Promise<void>
}

/** A sandbox with a database of its own. */
export async function startSandbox(env: Record<string, string> = {}, now?: () => number): Promise<TestSandbox> {
  const database = await startDatabase()
  const keys = `${secret},${reader} ${otherSecret}`
  const given = { PORT: '0', DATABASE_URL: database.url, KEYS: keys, ...env }
  const sandbox = await start(parseEnv(given), now)
  const control = async (path: string, body?: object) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${sandbox.url}/sandbox/${path}`, body ? init : {})
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }
  return {
    ...sandbox,
    stripe: clientOf(sandbox.url),
    control,
    reset: async () => {
      await control('reset', {})
    },
    end: async () => {
      await sandbox.stop()
      await database.stop()
    },
  }
}

/** A payment of that card, paid at once. */
export function pay(stripe: Stripe, amount: number, currency = 'usd', card = 'pm_card_visa', account?: string) {
  return stripe.paymentIntents.create(
    { amount, currency, payment_method: card, allowed_payment_method_types: ['card'], confirm: true },
    account === undefined ? {} : { stripeAccount: account },
  )
}

export type Received = { header: string; payload: string; event: Stripe.Event }

/** A receiver of webhooks, which answers as it is told. */
export async function startReceiver(status: (received: Received) => number = () => 200) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const payload = await read(request)
    const header = String(request.headers['stripe-signature'])
    const one = { header, payload, event: JSON.parse(payload) as Stripe.Event }
    received.push(one)
    response.writeHead(status(one)).end()
  })
  const port = await new Promise<number>(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    types: () => received.map(({ event }) => event.type),
    stop: () => {
      server.closeAllConnections()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}

/** The error the client throws. */
export async function errorOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(Stripe.errors.StripeError)
  return error as Stripe.errors.StripeError
}

/** Waits until the object looks as expected. */
export async function until<Value>(read: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  const end = Date.now() + 10_000
  for (;;) {
    const value = await read()
    if (isThere(value)) return value
    if (Date.now() > end) throw new Error(`Not within 10 seconds: ${JSON.stringify(value)}`)
    await new Promise(resolve => setTimeout(resolve, 40))
  }
}
