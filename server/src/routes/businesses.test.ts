import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { BusinessView, RowView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, meter, payment, quorum, startServer, type TestServer } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'
import { watchAgreements } from '../agreements/watchAgreements.ts'
import { createApp } from '../app.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const unknown = `0x${'ab'.repeat(32)}` as Hex

describe('POST /businesses', () => {
  test('default', async () => {
    const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
    const participants = [{ name: 'Ingrid', role: 'investor', account: account.toLowerCase() }]
    const body = { name: 'site', project: 'Charging site', participants }
    const { status, json } = await server.send<{ id: Hex; key: string }>('/businesses', { body })
    expect(status).toBe(200)
    const { json: business } = await server.send<BusinessView>(`/businesses/${json.id}`)
    expect(business).toMatchObject({
      ...{ id: json.id, name: 'site', project: 'Charging site', agreements: [], rows: { progress: 0, bills: 0 } },
      participants: [{ name: 'Ingrid', role: 'investor', account }],
    })
    expect((await server.send<BusinessView[]>('/businesses')).json).toContainEqual(business)
    expect(statSync(join(server.state, 'keys', `business-${json.id}`)).mode & 0o777).toBe(0o600)
    const [kept] = await server.sql`select hash from api_keys where business = ${json.id}`
    expect(String(kept?.hash)).not.toContain(json.key)
  })

  test('error: NameTaken, RequestMalformed, BusinessUnknown', async () => {
    await server.send('/businesses', { body: { name: 'twice', project: 'p' } })
    const taken = await server.send('/businesses', { body: { name: 'twice', project: 'p' } })
    expect([taken.status, codeOf(taken)]).toEqual([409, 'NameTaken'])
    const malformed = await server.send('/businesses', { body: { name: '', project: 'p' } })
    expect([malformed.status, codeOf(malformed)]).toEqual([400, 'RequestMalformed'])
    const zero = await server.send('/businesses', { body: { name: 'a\u0000', project: 'p' } })
    expect([zero.status, codeOf(zero)]).toEqual([400, 'RequestMalformed'])
    expect(codeOf(await server.send(`/businesses/${unknown}`))).toBe('BusinessUnknown')
    expect(codeOf(await server.send('/businesses/first'))).toBe('RequestMalformed')
  })

  test('error: TooManyRequests', async () => {
    const app = createApp({ ...server.context, visits: { burst: 2, perSecond: 0.001 } })
    const post = () =>
      app.request('/api/businesses', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
    const statuses = [await post(), await post(), await post()].map(response => response.status)
    expect(statuses).toEqual([400, 400, 429])
  })
})

describe('API keys', () => {
  test('default', async () => {
    const { id, key } = await server.addBusiness()
    const path = `/businesses/${id}/keys`
    const made = await server.send<{ id: string; key: string }>(path, { key, body: { label: 'till' } })
    const list = await server.send<{ id: string; label: string; revokedAt: number | null }[]>(path, { key })
    expect(list.json.map(({ label }) => label)).toEqual(['first', 'till'])
    expect(JSON.stringify(list.json)).not.toContain('ck_')
    const first = list.json[0]?.id
    const left = await server.send<typeof list.json>(`${path}/${first}`, { key: made.json.key, method: 'DELETE' })
    expect(left.json[0]?.revokedAt).toEqual(expect.any(Number))
    expect(codeOf(await server.send(path, { key }))).toBe('KeyUnknown')
  })

  test('error: KeyMissing, KeyUnknown, NotYourBusiness, LastKey, KeyNotFound', async () => {
    const [one, other] = [await server.addBusiness(), await server.addBusiness()]
    const path = `/businesses/${one.id}/keys`
    const refused = async (key?: string) => {
      const answer = await server.send(path, key ? { key } : {})
      return [answer.status, codeOf(answer)]
    }
    expect(await refused()).toEqual([401, 'KeyMissing'])
    expect(await refused('ck_wrong')).toEqual([401, 'KeyUnknown'])
    expect(await refused(other.key)).toEqual([403, 'NotYourBusiness'])
    const [only] = (await server.send<{ id: string }[]>(path, { key: one.key })).json
    const remove = (id: string | undefined) => server.send(`${path}/${id}`, { key: one.key, method: 'DELETE' })
    expect(codeOf(await remove(only?.id))).toBe('LastKey')
    expect(codeOf(await remove(crypto.randomUUID()))).toBe('KeyNotFound')
  })

  test('error: TooManyRequests per business', async () => {
    const { id, key } = await server.addBusiness()
    const app = createApp({ ...server.context, writes: { burst: 2, perSecond: 0.001 } })
    const get = () => app.request(`/api/businesses/${id}/keys`, { headers: { authorization: `Bearer ${key}` } })
    const last = [await get(), await get(), await get()].at(-1)
    expect(last?.status).toBe(429)
  })
})

describe('POST /businesses/:id/agreements', () => {
  test('default', async () => {
    const { id, key, root } = await server.addBusiness()
    const { json } = await server.send<BusinessView>(`/businesses/${id}/agreements`, { key, body: { root } })
    expect(json.agreements).toEqual([root])
  })

  test('behavior: an agreement in force attaches itself', async () => {
    const { id, root } = await server.addBusiness()
    const stop = watchAgreements(server.sql, server.context.indexer)
    const agreements = async () => (await server.send<BusinessView>(`/businesses/${id}`)).json.agreements
    await expect.poll(agreements).toEqual([root])
    stop()
  })

  test('error: AgreementUnknown, NotThisBusiness, AgreementNotInForce', async () => {
    const [one, other] = [await server.addBusiness(), await server.addBusiness()]
    const attach = async (root: Hex) =>
      codeOf(await server.send(`/businesses/${one.id}/agreements`, { key: one.key, body: { root } }))
    expect(await attach(unknown)).toBe('AgreementUnknown')
    expect(await attach(other.root)).toBe('NotThisBusiness')
    server.fake.agreements.push(buildAgreement(one.id, quorum, { root: unknown, status: 'proposed' }))
    expect(await attach(unknown)).toBe('AgreementNotInForce')
    server.fake.agreements.pop()
  })

  test('error: AgreementAmbiguous', async () => {
    const business = await server.addBusiness()
    const second = buildAgreement(business.id, quorum, { root: `0x${'cd'.repeat(32)}` })
    server.fake.agreements.push(second)
    await server.send(`/businesses/${business.id}/agreements`, { key: business.key, body: { root: second.root } })
    await server.send(`/businesses/${business.id}/agreements`, { key: business.key, body: { root: business.root } })
    expect(codeOf(await server.deliver(business, [payment('p1')]))).toBe('AgreementAmbiguous')
    const named = await server.send(`/businesses/${business.id}/rows?agreement=${second.root}`, {
      ...{ key: business.key, idempotencyKey: 'x', body: { rows: [payment('p1')] } },
    })
    expect(named.json).toMatchObject({ accepted: 1 })
  })
})

describe('GET /businesses/:id/rows', () => {
  test('behavior: pages, kinds, search and order', async () => {
    const business = await server.addBusiness()
    const bills = [3, 1, 2].map(n => payment(`p${n}`, { amount: `${n}0`, payer: n === 1 ? 'Café 100%' : 'x' }))
    await server.deliver(business, [...bills, meter('2025-11-05', '1')])
    const read = async (query: string) => {
      const { json, headers } = await server.send<RowView[]>(`/businesses/${business.id}/rows?${query}`)
      return [json.map(row => row.id).join(), headers.get('x-total-count')]
    }
    expect(await read('kind=bills')).toEqual(['p3,p1,p2', '3'])
    expect(await read('kind=progress')).toEqual(['main/2025-11-05', '1'])
    expect(await read('limit=2')).toEqual(['p3,p1', '4'])
    expect(await read('limit=2&after=2')).toEqual(['p2,main/2025-11-05', '4'])
    expect(await read('sort=amount&order=desc&limit=2')).toEqual(['p3,p2', '4'])
    expect(await read('sort=amount&order=desc&after=3')).toEqual(['p1,main/2025-11-05', '4'])
    expect(await read(`search=${encodeURIComponent('café 100%')}`)).toEqual(['p1', '1'])
    expect(await read('search=_')).toEqual(['', '0'])
  })

  test('behavior: outside the development chain only with the key of the business', async () => {
    const business = await server.addBusiness()
    const [, batch] = [0, await server.deliver(business, [payment('p1')])]
    const deployment = { ...server.context.deployment, chainId: 1 }
    const app = createApp({ ...server.context, deployment })
    const get = (path: string, key?: string) =>
      app.request(`/api/businesses${path}`, key ? { headers: { authorization: `Bearer ${key}` } } : {})
    for (const path of ['/rows', `/batches/${batch.json.id}`, '']) {
      expect((await get(`/${business.id}${path}`)).status).toBe(401)
      expect((await get(`/${business.id}${path}`, business.key)).status).toBe(200)
    }
    expect((await get('')).status).toBe(401)
    expect(await (await get('', business.key)).json()).toMatchObject([{ id: business.id }])
    expect((await app.request('/api/dev/wallets')).status).toBe(404)
  })
})
