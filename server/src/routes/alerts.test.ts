import type { AlertsView } from '@concordat/sdk/views.ts'
import type { Address } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'
import { raise } from '../alerts/raise.ts'
import { cookieName, createSession, deleteSession } from '../sessions/store.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(() => server.sql`truncate alerts`)

const one = `0x${'11'.repeat(20)}` as Address
const other = `0x${'22'.repeat(20)}` as Address

async function device(account: Address) {
  const { token } = await createSession(server.sql, account)
  return { token, headers: { cookie: `${cookieName}=${token}` } }
}

const tell = (key: string, accounts = [one]) =>
  raise(server.sql, server.hub, { accounts, kind: 'concluded', subject: '0x1', args: {}, key })

/** Listens to the events of a device, or of nobody's. */
async function listen(headers: Record<string, string> = {}) {
  const response = await server.app.request('/api/events', { headers })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const reading = (async () => {
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) return
      text += value
    }
  })()
  await expect.poll(() => text).toContain('event: ping')
  return {
    events: () =>
      [...text.matchAll(/event: (alert\w*)\ndata: (.*)/g)].map(([, event, data]) => [event, JSON.parse(data ?? '')]),
    stop: async () => {
      await reader?.cancel()
      await reading
    },
  }
}

describe('GET /api/alerts', () => {
  test('default: newest first, page by page', async () => {
    const { headers } = await device(one)
    for (const key of ['a', 'b', 'c']) await tell(key, [one, other])
    const first = await server.send<AlertsView>('/alerts?limit=2', { headers })
    expect(first.json).toMatchObject({ unread: 3, next: first.json.alerts[1]?.id })
    const rest = await server.send<AlertsView>(`/alerts?limit=2&before=${first.json.next}`, { headers })
    expect([...first.json.alerts, ...rest.json.alerts]).toHaveLength(3)
    expect(rest.json.next).toBeNull()
  })

  test('error: SignInNeeded', async () => {
    const answer = await server.send('/alerts')
    expect([answer.status, codeOf(answer)]).toEqual([401, 'SignInNeeded'])
    expect((await server.send('/alerts/read', { body: { all: true } })).status).toBe(401)
  })
})

describe('POST /api/alerts/read', () => {
  test('default: read on one device is read on all, and nobody else’s', async () => {
    const [phone, desk, stranger] = [await device(one), await device(one), await device(other)]
    const [onDesk, atStranger] = [await listen(desk.headers), await listen(stranger.headers)]
    for (const key of ['a', 'b']) await tell(key, [one, other])
    const [latest, first] = (await server.send<AlertsView>('/alerts', { headers: phone.headers })).json.alerts
    const body = { ids: [first?.id] }
    expect((await server.send('/alerts/read', { headers: phone.headers, body })).json).toEqual({ unread: 1 })
    await expect.poll(() => onDesk.events().map(([event]) => event)).toEqual(['alert', 'alert', 'alertsRead'])
    expect(onDesk.events().at(-1)).toEqual(['alertsRead', { ids: [first?.id] }])

    const unread = await server.send<AlertsView>('/alerts?unread=1', { headers: desk.headers })
    expect(unread.json.alerts.map(({ id }) => id)).toEqual([latest?.id])
    expect((await server.send<AlertsView>('/alerts', { headers: stranger.headers })).json.unread).toBe(2)
    // The stranger's alerts cannot be read for them.
    await server.send('/alerts/read', { headers: phone.headers, body: { all: true } })
    expect((await server.send<AlertsView>('/alerts', { headers: stranger.headers })).json.unread).toBe(2)
    expect(atStranger.events().map(([event]) => event)).toEqual(['alert', 'alert'])
    await onDesk.stop()
    await atStranger.stop()
  })

  test('error: RequestMalformed', async () => {
    const { headers } = await device(one)
    expect(codeOf(await server.send('/alerts/read', { headers, body: { ids: ['x'] } }))).toBe('RequestMalformed')
  })
})

describe('GET /api/events', () => {
  test('behavior: without a session, or after signing out, nobody hears of alerts', async () => {
    const { token, headers } = await device(one)
    const [nobody, mine] = [await listen(), await listen(headers)]
    await tell('a')
    await expect.poll(() => mine.events()).toHaveLength(1)
    await deleteSession(server.sql, token)
    await tell('b')
    await tell('c', [other])
    await new Promise(resolve => setTimeout(resolve, 200))
    expect([mine.events().length, nobody.events().length]).toEqual([1, 0])
    await nobody.stop()
    await mine.stop()
  })
})
