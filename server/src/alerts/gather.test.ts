import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../test/harness.ts'
import type { ServerEvent } from '../events/hub.ts'
import { gather } from './gather.ts'
import { raise } from './raise.ts'
import { listAlerts, markRead } from './store.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(() => server.sql`truncate alerts`)

const one = `0x${'11'.repeat(20)}` as const
const other = `0x${'22'.repeat(20)}` as const

type Words = { words: string[] }

function say(word: string, { accounts = [one, other] as `0x${string}`[], key = 'k' } = {}) {
  const add = (unread: object | null) => ({ words: [...((unread as Words | null)?.words ?? []), word] })
  const alert = { accounts, kind: 'draftEdited' as const, subject: '0x1', key, add, topic: 'draft' }
  return server.sql.begin(tx => gather(tx, server.hub, alert))
}

const told = async (account: `0x${string}`) =>
  (await listAlerts(server.sql, account, { limit: 9 })).alerts.map(({ args, readAt }) => [
    (args as Words).words?.join(' ') ?? 'concluded',
    readAt === null,
  ])

/** In how many seconds each mail is due. */
const dueIn = async () =>
  (
    await server.sql<{ seconds: number }[]>`
      select round(extract(epoch from mail_next_at - now()))::int as seconds from alerts where account = ${one} order by id`
  ).map(({ seconds }) => seconds)

describe('gather', () => {
  test('default: one alert that grows, heard each time on every device', async () => {
    const heard: ServerEvent[] = []
    const stop = server.hub.subscribe(event => heard.push(event))
    await say('a')
    await say('b')
    stop()
    expect(await told(one)).toEqual([['a b', true]])
    expect(heard.map(event => 'account' in event && [event.event, event.account])).toEqual(
      [one, other, one, other].map(account => ['alert', account]),
    )
  })

  test('behavior: once read it begins anew, for whoever read it', async () => {
    await say('a')
    await markRead(server.sql, server.hub, one, 'all')
    await say('b')
    expect(await told(one)).toEqual([['b', true]])
    expect(await told(other)).toEqual([['a b', true]])
  })

  test('behavior: is the newest again; a device that marks what it has seen does not mark what came since', async () => {
    await say('a')
    const [seen] = (await listAlerts(server.sql, one, { limit: 1 })).alerts
    await raise(server.sql, server.hub, { accounts: [one], kind: 'concluded', subject: '0x2', args: {}, key: 'c' })
    await say('b')
    await markRead(server.sql, server.hub, one, [seen?.id ?? 0])
    expect(await told(one)).toEqual([
      ['a b', true],
      ['concluded', true],
    ])
  })

  test('behavior: mailed together soon after the first, and the next ten minutes after that', async () => {
    await say('a')
    await server.sql`update alerts set mail_next_at = mail_next_at - interval '20 seconds'`
    await say('b')
    await say('x', { key: 'by somebody else' })
    expect(await dueIn()).toEqual([40, 40])

    await server.sql`update alerts set mailed_at = now() - interval '2 minutes', mail_next_at = null`
    await say('c')
    await say('y', { key: 'by a third' })
    expect(await dueIn()).toEqual([expect.toBeOneOf([null]), 480, 480])

    await server.sql`update alerts set mailed_at = now() - interval '1 hour', mail_next_at = null`
    await say('d')
    expect((await dueIn()).at(-1)).toBe(60)
  })
})
