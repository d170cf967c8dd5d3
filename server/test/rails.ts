import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { instructionId } from '@concordat/sdk/payments/ids.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { InstructionView } from '@concordat/sdk/payments/views.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import Stripe from 'stripe'
import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { listConnections } from '../src/rails/connections.ts'
import { pollEvents } from '../src/rails/events.ts'
import { processEvents } from '../src/rails/processEvents.ts'
import { createProcessors } from '../src/rails/processor.ts'
import type { AccountSettings } from '../src/rails/settings.ts'
import { freePort, startDatabase } from './database.ts'
import { quorum, startServer, type TestBusiness } from './harness.ts'
import { buildAgreement } from './indexer.ts'

const secret = 'sk_test_platform'
export const webhookSecret = 'whsec_of_the_test'

/** A server and the processor it acts at: the sandbox, with a database of its own. */
export async function startRails() {
  const server = await startServer()
  const world = await startDatabase('sandbox')
  const port = await freePort()
  const sandbox = await spawnSandbox({ PORT: String(port), DATABASE_URL: world.url, KEYS: `${secret},rk_test_reader` })
  const address = { host: '127.0.0.1', port, protocol: 'http' } as const
  const stripe = new Stripe(secret, { ...address, maxNetworkRetries: 0, telemetry: false })

  const control = async (path: string, body: object = {}): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, init)
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Record<string, unknown>
  }

  /** What a server is told of an account at the sandbox. */
  const settingsOf = (account: string): AccountSettings[] => [
    { rail: 'stripe', account, key: secret, webhookSecrets: [webhookSecret], ...address },
  ]

  /** A business with an account of its own at the processor, and an agreement that divides what it receives. */
  async function addConnected(given: Record<string, unknown> = {}): Promise<Connected> {
    const business = await server.addBusiness(false)
    const { id: account } = await stripe.accounts.create({ type: 'custom' })
    const settings = settingsOf(account)
    for (const [name, processor] of createProcessors(settings)) server.context.processors.set(name, processor)
    const { status, json } = await server.send<unknown>(`/businesses/${business.id}/connections`, {
      key: business.key,
      body: { rail: 'stripe', account, ...given },
    })
    if (status !== 200) throw new Error(JSON.stringify(json))
    const processor: ProcessorAccount = { rail: 'stripe', account }
    const view = buildAgreement(business.id, quorum, {}, processorName(processor))
    server.fake.agreements.push(view)
    return { ...business, root: view.root, account, processor, settings }
  }

  /** The payer confirms a checkout on the processor's page. */
  async function confirm(url: string, card = '4242424242424242'): Promise<void> {
    const form = new URLSearchParams({ card, email: 'payer@example.com' })
    const headers = { origin: new URL(url).origin }
    const init = { method: 'POST', headers, body: form, redirect: 'manual' } as const
    const response = await fetch(url, init)
    if (response.status >= 400) throw new Error(await response.text())
  }

  /** Somebody pays by the processor's page; answers the payment's id. */
  async function pay({ root }: Connected, amount = '10.00', card?: string): Promise<string> {
    const { json } = await server.send<{ id: string; url: string }>('/rails/checkout', {
      body: { agreement: root, amount, payer: 'card 1', purpose: 'Charging' },
    })
    await confirm(json.url, card)
    return String((await server.send<{ payment: string }>(`/rails/checkout/${json.id}`)).json.payment)
  }

  /** Everything that the processor can tell is told. */
  async function poll({ id }: Pick<Connected, 'id'>): Promise<void> {
    for (const connection of await listConnections(server.sql, id)) await pollEvents(server.context, connection)
    while ((await processEvents(server.context)) > 0) {}
  }

  const shown = async ({ id }: Pick<Connected, 'id'>) =>
    (await rowsOf(id)).map(({ kind, id, round }) => [kind, id, round] as const)

  /** What the chain says after units were given up, in the currency's minor unit. */
  function issue(owner: Address, payoutKey: Hex, sequence: number, amount = 1_000): InstructionView {
    const instruction: InstructionView = {
      id: instructionId(31337, zeroAddress, payoutKey, BigInt(sequence)),
      ...{ payoutKey, owner, account: {} as InstructionView['account'], asset: '1', amount: String(amount), sequence },
      ...{ state: 'issued', evidence: null, issuedAt: Math.floor(Date.now() / 1_000), reportedAt: null },
      ...{ block: 1, transaction: zeroHash },
    }
    server.fake.instructions.push(instruction)
    return instruction
  }

  /** The rows as nodes get them. */
  const rowsOf = (business: Hex) => server.sql<FeedRow[]>`
    select r.seq, r.business, r.agreement, r.kind, r.id, r.round, r.date, r.recorded_at as "recordedAt",
      r.booked_at as "bookedAt", r.data, b.public_key as "publicKey", r.signature
    from rows r join businesses b on b.id = r.business where r.business = ${business} order by r.seq`

  return {
    ...server,
    ...{ stripe, control, settingsOf, addConnected, confirm, pay, poll, shown, issue, rowsOf },
    stop: async () => {
      sandbox.kill('SIGTERM')
      await once(sandbox, 'exit')
      await server.stop()
      await world.stop()
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

/** `settings` is what a server is told of the account. */
export type Connected = TestBusiness & { account: string; processor: ProcessorAccount; settings: AccountSettings[] }
export type TestRails = Awaited<ReturnType<typeof startRails>>
