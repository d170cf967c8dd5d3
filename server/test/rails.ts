import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createDatabase } from '@concordat/cli/stack/database.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import Stripe from 'stripe'
import type { Hex } from 'viem'
import { createProcessors } from '../src/rails/processor.ts'
import { freePort } from './database.ts'
import { quorum, startServer, type TestBusiness } from './harness.ts'
import { buildAgreement } from './indexer.ts'

const secret = 'sk_test_platform'
export const webhookSecret = 'whsec_of_the_test'

/** A server and the processor it acts at: the sandbox, with a database of its own. */
export async function startRails() {
  const server = await startServer()
  const base = new URL(server.database.url)
  await createDatabase(Object.assign(new URL(base), { pathname: '/postgres' }).href, 'sandbox')
  const port = await freePort()
  const url = Object.assign(new URL(base), { pathname: '/sandbox' }).href
  const sandbox = await spawnSandbox({ PORT: String(port), DATABASE_URL: url, KEYS: `${secret},rk_test_reader` })
  const address = { host: '127.0.0.1', port, protocol: 'http' } as const
  const stripe = new Stripe(secret, { ...address, maxNetworkRetries: 0, telemetry: false })

  const control = async (path: string, body: object = {}): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, init)
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Record<string, unknown>
  }

  /** A business with an account of its own at the processor, and an agreement that divides what it receives. */
  async function addConnected(given: Record<string, unknown> = {}): Promise<Connected> {
    const business = await server.addBusiness(false)
    const { id: account } = await stripe.accounts.create({ type: 'custom' })
    const settings = [{ rail: 'stripe' as const, account, key: secret, webhookSecrets: [webhookSecret], ...address }]
    for (const [name, processor] of createProcessors(settings)) server.context.processors.set(name, processor)
    const { status, json } = await server.send<unknown>(`/businesses/${business.id}/connections`, {
      key: business.key,
      body: { rail: 'stripe', account, ...given },
    })
    if (status !== 200) throw new Error(JSON.stringify(json))
    const processor: ProcessorAccount = { rail: 'stripe', account }
    const view = buildAgreement(business.id, quorum, {}, processorName(processor))
    server.fake.agreements.push(view)
    return { ...business, root: view.root, account, processor }
  }

  /** The payer confirms a checkout on the processor's page. */
  async function confirm(url: string, card = '4242424242424242'): Promise<void> {
    const form = new URLSearchParams({ card, email: 'payer@example.com' })
    const headers = { origin: new URL(url).origin }
    const init = { method: 'POST', headers, body: form, redirect: 'manual' } as const
    const response = await fetch(url, init)
    if (response.status >= 400) throw new Error(await response.text())
  }

  const rowsOf = (business: Hex) => server.sql<FeedRow[]>`
    select seq, kind, id, round, date, agreement, data from rows where business = ${business} order by seq`

  return {
    ...server,
    ...{ stripe, control, addConnected, confirm, rowsOf, address, secret },
    stop: async () => {
      sandbox.kill('SIGTERM')
      await once(sandbox, 'exit')
      await server.stop()
    },
  }
}

/** The sandbox as a process of its own, once it answers. */
async function spawnSandbox(env: Record<string, string>) {
  const main = fileURLToPath(new URL('../../sandbox/src/main.ts', import.meta.url))
  const sandbox = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(sandbox.stdout, 'data')
  return sandbox
}

export type Connected = TestBusiness & { account: string; processor: ProcessorAccount }
export type TestRails = Awaited<ReturnType<typeof startRails>>
