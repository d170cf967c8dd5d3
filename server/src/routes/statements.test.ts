import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { EntryView, MailboxView } from '@concordat/sdk/views.ts'
import { extractText, getDocumentProxy } from 'unpdf'
import { type Address, getAddress, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'
import { eventAt } from '../../test/news.ts'
import { readNews } from '../alerts/watchNews.ts'
import { cookieName, createSession } from '../sessions/store.ts'

const party = getAddress(`0x${'1'.repeat(40)}`)
const other = getAddress(`0x${'2'.repeat(40)}`)
const stranger = getAddress(`0x${'9'.repeat(40)}`)
const business = `0x${'b'.repeat(64)}` as const
const built = buildAgreement(business, `0x${'c'.repeat(64)}`)
const terms = decodeTerms(built.terms)
/** With a name for the rate, so that its root is its own. */
const view = { ...built, terms: encodeTerms(terms), asset: { ...built.asset, symbol: 'EUR', decimals: 2 } }
/** The first second of November 2025 at UTC+8. */
const november = 1_761_926_400

const entryAt = (timestamp: number, amount: string): EntryView => ({
  ...{ id: String(timestamp), block: 1, timestamp, transaction: zeroHash, kind: 'settlement', asset: '1', amount },
  ...{ balanceAfter: '0', counterparty: zeroAddress, agreement: view.root, digest: view.root, fact: null },
  lines: [{ clause: 0, stage: 'cumulative', tier: null, amount, month: 670 }],
})

let server: TestServer
/** The same on a chain that is not the development's: there a session is needed. */
let live: TestServer
beforeAll(async () => {
  server = await startServer()
  const { deployment } = server.context
  live = await startServer({ deployment: { ...deployment, chainId: 1 } })
  for (const { fake } of [server, live]) {
    fake.agreements.push(view)
    // Newest first: more than a page of the indexer's in October, then November, then December.
    fake.entries[party] = [
      entryAt(november + 30 * 86_400, '9900'),
      entryAt(november + 86_400, '-50'),
      entryAt(november, '1250'),
      ...Array.from({ length: 250 }, (_, i) => entryAt(november - 1 - i, '100')),
    ]
  }
}, 60_000)
afterAll(async () => {
  await server.stop()
  await live.stop()
})

async function open({ app }: TestServer, query: string, headers: Record<string, string> = {}) {
  const response = await app.request(`/api/agreements/${view.root}/statement.pdf${query}`, { headers })
  const body = new Uint8Array(await response.arrayBuffer())
  if (!response.ok) return [response.status, codeOf({ json: JSON.parse(new TextDecoder().decode(body)) })] as const
  const { text } = await extractText(await getDocumentProxy(body), { mergePages: true })
  return [response.status, text.replaceAll(/\s+/g, ' '), response.headers.get('content-disposition')] as const
}

async function as({ sql }: TestServer, account: Address): Promise<Record<string, string>> {
  const { token } = await createSession(sql, account)
  return { cookie: `${cookieName}=${token}` }
}

describe('GET /agreements/:root/statement.pdf', () => {
  test('default: a month, with what came before as its opening', async () => {
    const [, text, name] = await open(server, `?account=${party}&month=2025-11`)
    expect(text).toContain('Opening €250.00 Received €12.50 Given back -€0.50 Closing €262.00')
    expect(text).toContain('12.50 262.50')
    expect(text).not.toContain('99.00')
    expect(name).toBe('inline; filename="statement-11111111-2025-11.pdf"')
  })

  test('behavior: days of the terms’ time zone, in Chinese; without any, all of it', async () => {
    const [, text] = await open(server, `?account=${party}&from=2025-11-01&to=2025-11-01&language=zh`)
    expect(text).toContain('期初 €250.00 收入合计 €12.50 退回合计 €0.00 期末 €262.50')
    const [, all] = await open(server, `?account=${party}`)
    expect(all).toContain('Opening €0.00')
    expect(all).toContain('Closing €361.00')
    expect((await open(server, `?account=${party}&from=2025-11-02&to=2025-11-01`))[1]).toBe('SpanEmpty')
  })

  test('error: elsewhere than on the development chain a party signs in', async () => {
    expect(await open(live, `?account=${party}`)).toEqual([401, 'SignInNeeded'])
    expect(await open(live, `?account=${party}`, await as(live, stranger))).toEqual([403, 'NotAParty'])
    expect((await open(live, `?account=${party}`, await as(live, other)))[0]).toBe(200)
    expect((await open(live, '', await as(live, party)))[1]).toContain('Closing €361.00')
    expect(await open(live, `?token=${'a'.repeat(32)}`)).toEqual([404, 'StatementUnknown'])
  })
})

describe('statements by mail', () => {
  const closed = eventAt(7, 'monthClosed', { digest: view.root, month: '670' })
  const newsOf = ({ sql, hub, fake }: TestServer) => {
    fake.news = [{ type: 'event', id: closed.id, root: view.root, event: closed }]
    const { indexer } = live.context
    return readNews({ sql, hub, indexer }, 8)
  }

  test('default: once to who asked for mail, with a link that opens this statement alone', async () => {
    const headers = await as(live, party)
    const setMail = { method: 'PUT', headers, body: { address: 'party@example.com', language: 'zh' } }
    await live.send<MailboxView>('/sessions/me/email', setMail)
    await newsOf(live)
    expect(await live.sql`select 1 from letters`).toHaveLength(0)
    await live.sql`update mailboxes set confirmed_at = now(), after_alert = 0`
    await newsOf(live)
    await newsOf(live)
    const letters = await live.sql<{ kind: string; address: string; language: string; args: { token: string } }[]>`
      select kind, address, language, args from letters`
    expect(letters.map(({ kind, address, language }) => [kind, address, language])).toEqual([
      ['statement', 'party@example.com', 'zh'],
    ])
    // One letter about the month is enough.
    expect(await live.sql`select 1 from alerts where account = ${party} and mail_next_at is not null`).toHaveLength(0)
    const token = letters[0]?.args.token
    expect((await open(live, `?token=${token}`))[1]).toContain('Closing €262.00')
    // The token opens the account and the month it was made for, whatever else is asked.
    expect((await open(live, `?token=${token}&account=${other}&month=2025-10`))[1]).toContain('Closing €262.00')
    expect(codeOf(await live.send(`/agreements/${zeroHash}/statement.pdf?token=${token}`))).toBe('AgreementUnknown')
  })
})
