import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeView, OpinionView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, payment, quorum, startServer, type TestServer } from '../test/harness.ts'
import { buildAgreement, listen } from '../test/indexer.ts'
import { createApp } from './app.ts'
import { createClient } from './client.ts'
import { watchBlocks } from './events/watchBlocks.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const subject = `0x${'12'.repeat(32)}`

describe('GET /api/config', () => {
  test('default', async () => {
    const { json, headers } = await server.send('/config')
    expect(json).toMatchObject({
      chainId: 31337,
      dev: true,
      rpcUrl: 'http://127.0.0.1:1',
      contracts: { Ledger: zeroAddress },
      // Where nothing is stated, a search begins with the chain.
      block: 0,
      sandboxUrl: null,
    })
    expect(headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-src blob:; object-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('behavior: says where the sandbox is that the chain was started with', async () => {
    const accounts = { chargingSite: 'acct_1', general: 'acct_2' }
    mkdirSync(server.state, { recursive: true })
    writeFileSync(join(server.state, 'sandbox.json'), JSON.stringify({ url: 'http://localhost:4242', accounts }))
    expect((await server.send('/config')).json).toMatchObject({ sandboxUrl: 'http://localhost:4242' })
  })
})

describe('GET /api/openapi.json', () => {
  test('default', async () => {
    const { json } = await server.send<{ openapi: string; paths: Record<string, object> }>('/openapi.json')
    expect(json.openapi).toBe('3.1.0')
    expect(Object.keys(json.paths).sort()).toMatchInlineSnapshot(`
      [
        "/acts",
        "/agreements/{root}/acts",
        "/agreements/{root}/acts/{kind}/signatures",
        "/agreements/{root}/basis",
        "/agreements/{root}/prose",
        "/agreements/{root}/statement.pdf",
        "/alerts",
        "/alerts/read",
        "/amendments/{digest}/signatures",
        "/businesses",
        "/businesses/feeds",
        "/businesses/{id}",
        "/businesses/{id}/agreements",
        "/businesses/{id}/bank/next",
        "/businesses/{id}/bank/payouts",
        "/businesses/{id}/bank/payouts/{batch}",
        "/businesses/{id}/bank/statements",
        "/businesses/{id}/batches/{batch}",
        "/businesses/{id}/connections",
        "/businesses/{id}/csv",
        "/businesses/{id}/feed",
        "/businesses/{id}/import",
        "/businesses/{id}/keys",
        "/businesses/{id}/keys/{key}",
        "/businesses/{id}/refunds",
        "/businesses/{id}/rows",
        "/checkpoints/{numbers}",
        "/config",
        "/dev/example",
        "/dev/wallets",
        "/device-keys",
        "/device-keys/{publicKey}",
        "/drafts",
        "/drafts/{id}",
        "/drafts/{id}/attachments",
        "/drafts/{id}/attachments/wraps",
        "/drafts/{id}/attachments/{attachment}",
        "/drafts/{id}/attachments/{attachment}/wraps/{reader}",
        "/drafts/{id}/confirmations",
        "/drafts/{id}/invitations",
        "/drafts/{id}/journal",
        "/drafts/{id}/objections",
        "/drafts/{id}/proposed",
        "/drafts/{id}/seats/{party}",
        "/drafts/{id}/snapshots/{hash}",
        "/drafts/{id}/withdraw",
        "/health",
        "/invitations",
        "/invitations/{token}",
        "/invitations/{token}/accept",
        "/mail/confirmations/{token}",
        "/nodes",
        "/opinions",
        "/rails/agreements/{root}",
        "/rails/bank/agreements/{root}",
        "/rails/bank/orders",
        "/rails/checkout",
        "/rails/checkout/{id}",
        "/rails/payout-accounts",
        "/rails/receipts/{file}",
        "/rails/reconcile",
        "/sessions",
        "/sessions/me",
        "/sessions/me/email",
        "/sessions/nonce",
        "/simulate",
      ]
    `)
  })

  test('behavior: the reference loads nothing from elsewhere', async () => {
    const page = await (await server.app.request('/api/docs')).text()
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1] ?? '')
    expect(loaded.length).toBeGreaterThan(3)
    for (const path of loaded) {
      expect(path).toMatch(/^\/api\/docs\//)
      expect((await server.app.request(path)).status).toBe(200)
    }
    expect((await server.app.request('/api/docs/package.json')).status).toBe(404)
  })
})

describe('GET /api/index/*', () => {
  test('default', async () => {
    expect((await server.send('/index/status')).json).toMatchObject({ chainId: 31337, block: 1 })
    const missing = await server.send(`/index/quorums/${subject}`)
    expect([missing.status, codeOf(missing)]).toEqual([404, 'QuorumUnknown'])
  })

  test('error: NotFound for a path that leads out', async () => {
    for (const path of ['/index/%2e%2e/secret', '/index/..%2fsecret', '/index//%2e%2e/%2e%2e/secret'])
      expect(JSON.stringify((await server.send(path).catch(() => ({ json: {} }))).json)).not.toContain('true')
  })

  test('error: IndexerUnreachable', async () => {
    const indexer = { ...server.context.indexer, url: 'http://127.0.0.1:1' }
    const answer = await createApp({ ...server.context, indexer }).request('/api/index/status')
    expect([answer.status, codeOf({ json: await answer.json() })]).toEqual([502, 'IndexerUnreachable'])
  })
})

describe('GET /api/nodes and /api/opinions', () => {
  test('default', async () => {
    const address = `0x${'ab'.repeat(20)}`
    const health = { name: 'node-1', address, status: 'up', cursor: { a: 3 }, block: 7, decided: 5, dissented: 1 }
    const decision = {
      subject,
      topic: 'payment',
      digest: null,
      dissent: { code: 'AmountZero', message: 'zero' },
      at: 9,
    }
    const node = new Hono()
      .get('/health', c => c.json(health))
      .get('/decisions', c => c.json({ decisions: c.req.query('subject') === subject ? [decision] : [] }))
    const { server: http, port } = await listen(node)
    const nodes = [`http://127.0.0.1:${port}`, 'http://127.0.0.1:1']
    const app = createApp({ ...server.context, nodes })
    const views = (await (await app.request('/api/nodes')).json()) as NodeView[]
    expect(views).toMatchObject([
      { ...health, url: nodes[0], error: null },
      { status: 'down', url: nodes[1], error: 'no connection' },
    ])
    const opinions = (await (await app.request(`/api/opinions?subject=${subject}&dissent=1`)).json()) as OpinionView[]
    expect(opinions).toEqual([{ node: 'node-1', address, ...decision }])
    http.close()
  })
})

describe('GET /api/events', () => {
  test('default', async () => {
    const stop = watchBlocks(server.context.indexer, server.hub)
    const business = await server.addBusiness()
    const response = await server.app.request('/api/events')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const read = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { value, done } = (await reader?.read()) ?? { done: true }
        if (done) throw new Error(`the stream ended before ${wanted}`)
        text += value
      }
    }
    await read('event: block')
    server.fake.status.block = 2
    await read('"block":2')
    await server.deliver(business, [payment('p1')])
    await read('event: batch')
    expect(text).toContain(`"business":"${business.id}"`)
    await reader?.cancel()
    await expect.poll(() => server.hub.size()).toBe(0)
    stop()
  })
})

describe('POST /api/simulate', () => {
  test('default', async () => {
    const { terms } = buildAgreement(`0x${'01'.repeat(32)}`, quorum)
    const { json } = await server.send('/simulate', { body: { terms, revenue: ['1001', '-1', '100'] } })
    expect(json).toMatchObject({
      months: [
        { month: 670, revenue: '1001', parties: ['500', '500'] },
        { month: 671, parties: ['0', '0'] },
        { month: 672, parties: ['50', '50'] },
      ],
    })
    const unreadable = await server.send('/simulate', { body: { terms: '0x12', revenue: ['1'] } })
    expect([unreadable.status, codeOf(unreadable)]).toEqual([422, 'TermsUnreadable'])
  })
})

describe('createClient', () => {
  test('behavior: typed answers, and refusals with their code', async () => {
    const { server: http, port } = await listen(server.app)
    const business = await server.addBusiness()
    const client = createClient(`http://127.0.0.1:${port}`, { apiKey: business.key })
    const answer = await client.businesses[':id'].rows.$post({
      param: { id: business.id },
      header: { 'idempotency-key': 'once' },
      query: {},
      json: { rows: [payment('p1')] },
    })
    expect((await answer.json()).accepted).toBe(1)
    const missing = client.businesses[':id'].$get({ param: { id: subject } })
    await expect(missing).rejects.toMatchObject({ code: 'BusinessUnknown' })
    http.close()
  })
})

describe('the web app', () => {
  test('default', async () => {
    const webDist = join(server.state, 'web')
    mkdirSync(join(webDist, 'assets'), { recursive: true })
    writeFileSync(join(webDist, 'index.html'), '<title>Concordat</title>')
    writeFileSync(join(webDist, 'assets', 'main-1a2b.js'), `console.log('${'x'.repeat(4000)}')`)
    const app = createApp({ ...server.context, webDist })
    for (const path of ['/', '/agreements/0x12']) {
      const page = await app.request(path)
      expect([page.status, await page.text()]).toEqual([200, '<title>Concordat</title>'])
      expect(page.headers.get('cache-control')).toBe('no-cache')
    }
    writeFileSync(join(webDist, 'verify.html'), '<title>Verify</title>')
    const verify = await app.request('/verify')
    expect(await verify.text()).toBe('<title>Verify</title>')
    // Its script is inside, and it may talk to nobody.
    expect(verify.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'unsafe-inline'")
    const asset = await app.request('/assets/main-1a2b.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-encoding')).toBe('gzip')
    expect((await app.request('/assets/gone.js')).status).toBe(404)
    expect((await app.request('/api/nothing')).status).toBe(404)
    expect((await app.request('/../keys')).status).toBe(200)
    expect(await (await app.request('/%2e%2e/keys/x')).text()).toBe('<title>Concordat</title>')
  })
})
