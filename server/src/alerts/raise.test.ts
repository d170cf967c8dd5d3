import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../test/harness.ts'
import type { ServerEvent } from '../events/hub.ts'
import { raise } from './raise.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const one = `0x${'11'.repeat(20)}` as const
const other = `0x${'22'.repeat(20)}` as const

describe('raise', () => {
  test('default', async () => {
    const heard: ServerEvent[] = []
    const stop = server.hub.subscribe(event => heard.push(event))
    const alert = {
      accounts: [one, other],
      kind: 'paymentsReceived' as const,
      subject: '0x1',
      args: { amount: 5n },
      key: 'a',
    }
    await raise(server.sql, server.hub, alert)
    stop()
    expect(heard).toEqual(
      [one, other].map(account => ({
        event: 'alert',
        account,
        data: {
          id: expect.any(Number),
          kind: 'paymentsReceived',
          subject: '0x1',
          args: { amount: '5' },
          raisedAt: expect.any(Number),
          readAt: null,
        },
      })),
    )
  })

  test('behavior: a fact is told an account once, also when it is raised from two places at a time', async () => {
    const heard: ServerEvent[] = []
    const stop = server.hub.subscribe(event => heard.push(event))
    const alert = { kind: 'concluded' as const, subject: '0x2', args: {}, key: 'b' }
    await Promise.all([
      raise(server.sql, server.hub, { ...alert, accounts: [one, one] }),
      raise(server.sql, server.hub, { ...alert, accounts: [one] }),
      raise(server.sql, server.hub, { ...alert, accounts: [one.toLowerCase() as typeof one] }),
    ])
    await raise(server.sql, server.hub, { ...alert, accounts: [one, other] })
    await raise(server.sql, server.hub, { ...alert, accounts: [] })
    stop()
    expect(heard.map(event => 'account' in event && event.account)).toEqual([one, other])
    expect(await server.sql`select account from alerts where key = 'b' order by id`).toEqual([
      { account: one },
      { account: other },
    ])
  })

  test('behavior: takes part in a transaction', async () => {
    const alert = { accounts: [one], kind: 'concluded' as const, subject: '0x3', args: {}, key: 'c' }
    const failing = server.sql.begin(async tx => {
      await raise(tx, server.hub, alert)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await server.sql`select 1 from alerts where key = 'c'`).toHaveLength(0)
  })
})
