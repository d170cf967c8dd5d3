import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Processors as NodeProcessors } from '@concordat/node/processors/settings.ts'
import { readSandbox } from '@concordat/server/dev/readSandbox.ts'
import { Processors as ServerProcessors } from '@concordat/server/rails/settings.ts'
import getPort from 'get-port'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase } from '../database.ts'
import { type Postgres, removePostgresData, startPostgres } from '../postgres.ts'
import { projectDir } from '../state.ts'
import { keepSandboxKeys, sandboxKeys } from './keys.ts'
import { openAccounts } from './openAccounts.ts'
import { developmentIban, nodeProcessors, serverProcessors } from './settings.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'concordat-accounts-'))
const state = join(folder, 'state')
let postgres: Postgres
let sandbox: ReturnType<typeof spawn>
let ports: Parameters<typeof openAccounts>[0]['ports']

beforeAll(async () => {
  chmodSync(folder, 0o755)
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: await getPort() })
  await createDatabase(postgres.url('postgres'), 'sandbox')
  const port = await getPort()
  ports = { chain: 1, database: 1, indexer: 1, server: 4000, nodes: [1, 2], sandbox: port }
  const { secret, readers } = sandboxKeys(state, 2)
  const env = { PORT: String(port), DATABASE_URL: postgres.url('sandbox'), KEYS: [secret, ...readers].join() }
  sandbox = spawn(process.execPath, [join(projectDir, 'sandbox/src/main.ts')], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (sandbox.stdout) await once(sandbox.stdout, 'data')
})
afterAll(async () => {
  sandbox.kill('SIGTERM')
  await once(sandbox, 'exit')
  await postgres.stop()
  removePostgresData(join(folder, 'postgres'))
  rmSync(folder, { recursive: true })
})

const open = () => openAccounts({ ports }, state, sandboxKeys(state, 2))
const client = (key = sandboxKeys(state, 2).secret) =>
  new Stripe(key, { host: '127.0.0.1', port: ports.sandbox, protocol: 'http', maxNetworkRetries: 0, telemetry: false })

describe('openAccounts', () => {
  test('default: two accounts, a webhook each, and settings that server and nodes understand', async () => {
    const access = await open()
    const { accounts, keys } = access
    expect(readSandbox(state)).toEqual({
      url: `http://localhost:${ports.sandbox}`,
      accounts: { chargingSite: accounts[0], general: accounts[1] },
    })
    expect(
      ServerProcessors.parse(serverProcessors(access)).map(({ account, webhookSecrets }) => [account, webhookSecrets]),
    ).toEqual(accounts.map(account => [account, [keys.webhooks[account]?.secret]]))
    for (const [index, reader] of keys.readers.entries())
      expect(NodeProcessors.parse(nodeProcessors(access, index, '/state'))).toMatchObject([
        { key: reader },
        { key: reader },
        { rail: 'bank', account: developmentIban, statements: '/state/bank' },
      ])
    for (const account of accounts) {
      const { data } = await client().webhookEndpoints.list({}, { stripeAccount: account })
      expect(data.map(({ url }) => url)).toEqual([`http://127.0.0.1:4000/api/rails/stripe/${account}/webhook`])
    }
  })

  test('behavior: a later start finds everything as it was', async () => {
    expect(await open()).toEqual(await open())
    expect((await client().accounts.list({ limit: 100 })).data).toHaveLength(2)
    expect(statSync(join(state, 'keys/sandbox.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(state, 'sandbox.json'), 'utf8')).not.toContain('_test_')
  })

  test('behavior: the webhooks follow the server to another port, and one whose secret is lost is replaced', async () => {
    const { accounts, keys } = await open()
    const [account = '', other = ''] = accounts
    const { [account]: _, ...webhooks } = keys.webhooks
    keepSandboxKeys(state, { ...keys, webhooks })
    ports = { ...ports, server: 4001 }
    const later = await open()
    expect(later.keys.webhooks[account]?.secret).not.toBe(keys.webhooks[account]?.secret)
    expect(later.keys.webhooks[other]).toEqual(keys.webhooks[other])
    for (const stripeAccount of accounts) {
      const { data } = await client().webhookEndpoints.list({}, { stripeAccount })
      expect(data.map(({ url }) => url)).toEqual([`http://127.0.0.1:4001/api/rails/stripe/${stripeAccount}/webhook`])
    }
  })

  test('behavior: a node can read and nothing else', async () => {
    const { accounts, keys } = await open()
    const scope = { stripeAccount: accounts[1] ?? '' }
    const node = client(keys.readers[0])
    expect((await node.paymentIntents.list({}, scope)).data).toEqual([])
    await expect(node.paymentIntents.create({ amount: 100, currency: 'xts' }, scope)).rejects.toMatchObject({
      statusCode: 403,
    })
  })
})
