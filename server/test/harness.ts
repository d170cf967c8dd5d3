import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BatchView } from '@concordat/sdk/views.ts'
import { type Hex, keccak256, stringToHex, zeroAddress } from 'viem'
import { createApp } from '../src/app.ts'
import { createKeyStore } from '../src/businesses/keyStore.ts'
import type { Context } from '../src/context.ts'
import { claimChain } from '../src/database/claimChain.ts'
import { connect } from '../src/database/connect.ts'
import { migrate } from '../src/database/migrate.ts'
import type { Example } from '../src/dev/example.ts'
import { createRooms } from '../src/drafts/rooms.ts'
import { createHub } from '../src/events/hub.ts'
import { createIndexer } from '../src/indexer/createIndexer.ts'
import { createImporter } from '../src/intake/importer.ts'
import { createSeal } from '../src/rails/seal.ts'
import { startDatabase } from './database.ts'
import { buildAgreement, startIndexer } from './indexer.ts'

export const genesisHash = keccak256(stringToHex('genesis'))
export const quorum = keccak256(stringToHex('quorum'))

const contracts = { Ledger: zeroAddress, Facts: zeroAddress, Payments: zeroAddress, Splits: zeroAddress }
const plenty = { burst: 1e6, perSecond: 1e6 }

/** The example needs a chain; it has a test of its own. */
const view = { status: 'idle', step: null, root: null, business: null, done: 0, total: 0, error: null } as const
const idle: Example = {
  getState: async () => view,
  start: async () => view,
  resume: async () => {},
  stop: async () => {},
}

export type TestBusiness = { id: Hex; root: Hex; key: string; publicKey: string }

/** A whole server on a database of its own, with an indexer the test speaks for. */
export async function startServer(overrides: Partial<Context> = {}) {
  const database = await startDatabase()
  const fake = await startIndexer(genesisHash)
  const sql = connect(database.url)
  await migrate(sql)
  await claimChain(sql, genesisHash)

  const state = join(database.folder, 'state')
  mkdirSync(state)
  const hub = createHub()
  const indexer = createIndexer(fake.url)
  const keys = createKeyStore(state)
  const deployment = { chainId: 31337, genesisHash, contracts }
  const rpcUrl = 'http://127.0.0.1:1'
  const parts = { sql, hub, indexer, keys, deployment, rpcUrl, state }
  const importer = createImporter(parts)
  const rooms = createRooms(parts)
  const context: Context = {
    ...parts,
    importer,
    rooms,
    example: idle,
    processors: new Map(),
    seal: createSeal(state),
    nodes: [],
    writes: plenty,
    visits: plenty,
    ...overrides,
  }
  const app = createApp(context)

  let count = 0
  /** Registers a business, by default with an agreement in force. */
  async function addBusiness(agreement = true): Promise<TestBusiness> {
    const created = await send<{ id: Hex; key: string; publicKey: string }>('/businesses', {
      body: { name: `business ${++count}`, project: 'project', participants: [] },
    })
    const view = buildAgreement(created.json.id, quorum)
    if (agreement) fake.agreements.push(view)
    return { ...created.json, root: view.root }
  }

  type Sent = {
    method?: string
    headers?: Record<string, string>
    body?: unknown
    key?: string
    idempotencyKey?: string
  }

  /** A request as a client makes it, with its JSON answer. */
  async function send<T>(path: string, { method, headers = {}, body, key, idempotencyKey }: Sent = {}) {
    const all: Record<string, string> = { ...headers }
    if (key) all.authorization = `Bearer ${key}`
    if (idempotencyKey) all['idempotency-key'] = idempotencyKey
    const isRaw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array
    if (body !== undefined && !isRaw) all['content-type'] = 'application/json'
    const response = await app.request(`/api${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: all,
      ...(body === undefined ? {} : { body: (isRaw ? body : JSON.stringify(body)) as string }),
    })
    return { status: response.status, headers: response.headers, json: (await response.json()) as T }
  }

  /** Delivers rows as JSON. */
  const deliver = (business: TestBusiness, rows: unknown[], idempotencyKey: string = crypto.randomUUID()) =>
    send<BatchView>(`/businesses/${business.id}/rows`, { key: business.key, idempotencyKey, body: { rows } })

  return {
    ...{ app, context, sql, database, fake, state, hub, addBusiness, send, deliver },
    stop: async () => {
      await importer.stop()
      await rooms.stop()
      await sql.end()
      await fake.stop()
      await database.stop()
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof startServer>>

export const payment = (id: string, fields: Record<string, unknown> = {}) => ({
  ...{ recordedAt: '2025-11-05T10:00:00Z', date: '2025-11-05', kind: 'payment', id, amount: '10.00', currency: 'XTS' },
  ...{ payer: 'card 1', ...fields },
})

export const refund = (id: string, original: string, fields: Record<string, unknown> = {}) => ({
  ...{ recordedAt: '2025-11-06T10:00:00Z', date: '2025-11-06', kind: 'refund', id, original, amount: '1.00' },
  ...{ currency: 'XTS', ...fields },
})

export const meter = (date: string, value: string, fields: Record<string, unknown> = {}) => ({
  ...{ recordedAt: `${date}T20:00:00Z`, date, kind: 'meter', reference: 'main', round: 0, value, unit: 'kWh' },
  ...fields,
})

export const close = (month: string, fields: Record<string, unknown> = {}) => ({
  ...{ recordedAt: '2026-03-01T10:00:00Z', date: '2026-03-01', kind: 'close', reference: month },
  ...fields,
})

/** The code of an error answer. */
export const codeOf = (answer: { json: unknown }) => (answer.json as { error?: { code?: string } }).error?.code
