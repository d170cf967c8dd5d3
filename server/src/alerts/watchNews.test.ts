import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../test/harness.ts'
import { agreementWith, asset, entryAt, newsOf, orderAt, people, quorum, receiptAt } from '../../test/news.ts'
import type { ServerEvent } from '../events/hub.ts'
import { markRead } from './store.ts'
import { readNews } from './watchNews.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await server.sql`truncate alerts, alert_parts, alert_deadlines, alerts_cursor`
  server.fake.agreements.length = 0
  server.fake.news.length = 0
})

const [one, two] = people
const { root } = agreementWith([])
const read = (head: number) => readNews({ sql: server.sql, hub: server.hub, indexer: server.context.indexer }, head)
const told = () =>
  server.sql<{ account: string; kind: string; args: Record<string, unknown>; isRead: boolean }[]>`
    select account, kind, args, read_at is not null as "isRead" from alerts order by id`

describe('readNews', () => {
  test('default: read again, also from the beginning, nobody hears anything twice', async () => {
    const agreement = agreementWith([
      { kind: 'proposed', args: { proposer: one } },
      { kind: 'signed', args: { party: one } },
    ])
    server.fake.agreements.push(agreement)
    server.fake.news.push(...newsOf(agreement))
    await read(2)
    const once = await told()
    // The first has signed by the time the news are read.
    expect(once.map(({ account, kind }) => [account, kind])).toEqual([
      [two, 'signatureNeeded'],
      [two, 'counterpartySigned'],
    ])
    await read(3)
    await server.sql`truncate alerts_cursor`
    await read(3)
    expect(await told()).toEqual(once)
  })

  test('behavior: the payments of a day are one alert, which is unread again when it grows', async () => {
    const agreement = agreementWith([{ kind: 'concluded' }])
    server.fake.agreements.push(agreement)
    server.fake.news.push(...Array.from({ length: 450 }, (_, i) => receiptAt(i + 2, root, '7')))
    const heard: ServerEvent[] = []
    const stop = server.hub.subscribe(event => heard.push(event))
    await read(500)
    stop()
    expect((await told()).map(({ args }) => args)).toMatchObject([1, 2].map(() => ({ count: 450, amount: '3150' })))
    // Once for each page and account, not for each payment.
    expect(heard).toHaveLength(6)

    await markRead(server.sql, server.hub, one, 'all')
    await read(500)
    expect((await told()).map(({ isRead }) => isRead).sort()).toEqual([false, true])
    server.fake.news.push(receiptAt(600, root, '50'))
    await read(600)
    expect((await told()).map(({ args, isRead }) => [args.count, args.amount, isRead])).toEqual([
      [451, '3200', false],
      [451, '3200', false],
    ])
  })

  test('behavior: shares are told to whom they reach, and a refused payment to everyone it concerns', async () => {
    const payer = `0x${'33'.repeat(20)}` as const
    server.fake.agreements.push(agreementWith([{ kind: 'concluded' }]))
    const refused = { payer, amount: '70', block: 4, timestamp: 4, transaction: quorum, fact: quorum }
    server.fake.news.push(
      entryAt(2, one, { kind: 'settlement', agreement: root, amount: '300' }),
      entryAt(3, payer, { kind: 'transfer', amount: '5', counterparty: two }),
      entryAt(3, payer, { kind: 'deposit', counterparty: payer }),
      { type: 'returned', id: orderAt(4), root, asset, payment: refused },
    )
    await read(5)
    expect((await told()).map(({ account, kind, args }) => [account, kind, args.amount])).toEqual([
      [payer, 'moneyReceived', '5'],
      [one, 'paymentFailed', '70'],
      [two, 'paymentFailed', '70'],
      [payer, 'paymentFailed', '70'],
      [one, 'shareReceived', '300'],
    ])
  })

  test('behavior: what fails in the middle is not half done', async () => {
    const agreement = agreementWith([{ kind: 'completed' }])
    server.fake.agreements.push(agreement)
    server.fake.news.push(...newsOf(agreement), receiptAt(2, root, 'not a number'))
    await expect(read(2)).rejects.toThrow()
    expect(await told()).toEqual([])
    server.fake.news.pop()
    await read(2)
    expect((await told()).map(({ kind }) => kind)).toEqual(['completed', 'completed'])
  })
})
