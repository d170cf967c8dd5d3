import type { MailboxView } from '@concordat/sdk/views.ts'
import { SMTPServer } from 'smtp-server'
import { type Address, getAddress } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'
import { gather } from '../alerts/gather.ts'
import { raise } from '../alerts/raise.ts'
import { markRead } from '../alerts/store.ts'
import { createApp } from '../app.ts'
import { type MailCatcher, startMailCatcher } from '../dev/mailCatcher.ts'
import { textOf } from '../dev/mailText.ts'
import { cookieName, createSession } from '../sessions/store.ts'
import { composeAlerts } from './compose.ts'
import { createPost, type Post } from './post.ts'

let server: TestServer
let catcher: MailCatcher
let post: Post
let count = 0

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await server.sql`truncate alerts, mailboxes`
  catcher = await startMailCatcher()
  post = postTo(catcher.url)
  return async () => {
    post.close()
    await catcher.stop()
  }
})

const postTo = (smtpUrl: string) =>
  createPost({ sql: server.sql, smtpUrl, from: 'alerts@concordat.test', publicUrl: 'https://concordat.test' })
const caught = () => catcher.list().map(({ source }) => textOf(source))

/** An account of its own, as the limit on asking for confirmations is the account's. */
async function newPerson() {
  const account = getAddress(`0x${(++count).toString(16).padStart(40, '0')}`) as Address
  const { token } = await createSession(server.sql, account)
  const headers = { cookie: `${cookieName}=${token}` }
  const setMail = (address: string | null, language = 'en') =>
    server.send<MailboxView>('/sessions/me/email', { method: 'PUT', headers, body: { address, language } })
  const tell = (key: string, args: Record<string, unknown> = {}) =>
    raise(server.sql, server.hub, { accounts: [account], kind: 'concluded', subject: '0x1', args, key })
  const confirm = async () => {
    await post.sendDue()
    const link = caught()[0]?.match(/confirm\/(\S+)/)?.[1]
    expect((await server.send(`/mail/confirmations/${link}`, { method: 'POST' })).status).toBe(200)
  }
  return { account, headers, setMail, tell, confirm }
}

describe('PUT /api/sessions/me/email', () => {
  test('default: nothing is mailed before the link was opened, then what is new', async () => {
    const person = await newPerson()
    expect((await person.setMail('me@example.org')).json).toEqual({
      address: 'me@example.org',
      language: 'en',
      confirmed: false,
    })
    await person.tell('before')
    expect(await post.sendDue()).toBe(1)
    expect(caught()[0]).toContain('https://concordat.test/alerts/confirm/')
    expect(await post.sendDue()).toBe(0)

    await person.confirm()
    expect((await server.send<MailboxView>('/sessions/me/email', { headers: person.headers })).json.confirmed).toBe(
      true,
    )
    await person.tell('after', { business: '0x12345678901234' })
    expect(await post.sendDue()).toBe(1)
    expect(await post.sendDue()).toBe(0)
    expect(caught()[0]).toContain('The agreement of 0x1234…1234 is in force')
    expect(catcher.list()[0]?.to).toEqual(['me@example.org'])
  })

  test('behavior: in the language of the person; another address has to be confirmed again', async () => {
    const person = await newPerson()
    await person.setMail('me@example.org', 'zh')
    await person.confirm()
    expect(caught()[0]).toContain('请确认您的邮箱地址')
    await person.tell('a')
    await post.sendDue()
    expect(caught()[0]).toContain('协议已生效')

    expect((await person.setMail('other@example.org', 'zh')).json.confirmed).toBe(false)
    await person.tell('b')
    await post.sendDue()
    expect(catcher.list()[0]?.to).toEqual(['other@example.org'])
    expect(caught()[0]).toContain('请确认您的邮箱地址')
    expect((await person.setMail(null)).json.address).toBeNull()
    expect(await post.sendDue()).toBe(0)
  })

  test('error: RequestMalformed, ConfirmationUnknown, TooManyRequests, SignInNeeded', async () => {
    const person = await newPerson()
    for (const address of ['no address', 'a@example.org\r\nBcc: b@example.org'])
      expect(codeOf(await person.setMail(address))).toBe('RequestMalformed')
    expect(codeOf(await server.send('/mail/confirmations/none', { method: 'POST' }))).toBe('ConfirmationUnknown')
    for (let i = 0; i < 5; i++) await person.setMail(`me${i}@example.org`)
    expect(codeOf(await person.setMail('more@example.org'))).toBe('TooManyRequests')
    expect(codeOf(await server.send('/sessions/me/email'))).toBe('SignInNeeded')
  })
})

describe('createPost', () => {
  test('behavior: what was read meanwhile is not mailed', async () => {
    const person = await newPerson()
    await person.setMail('me@example.org')
    await person.confirm()
    await person.tell('a')
    await markRead(server.sql, server.hub, person.account, 'all')
    expect(await post.sendDue()).toBe(0)
  })

  test('behavior: what several did to one draft is one letter, and the next follows ten minutes later', async () => {
    const person = await newPerson()
    await person.setMail('me@example.org')
    await person.confirm()
    const edit = (by: string) => {
      const add = () => ({ title: 'Harbour', by, changes: [{ path: 'title', kind: 'changed', after: 'Harbour' }] })
      const alert = { accounts: [person.account], kind: 'draftEdited' as const, subject: '0x1', key: by, add }
      return server.sql.begin(tx => gather(tx, server.hub, { ...alert, topic: 'draft' }))
    }
    const later = (minutes: number) => server.sql`
      update alerts set mail_next_at = mail_next_at - make_interval(mins => ${minutes}),
        mailed_at = mailed_at - make_interval(mins => ${minutes})`
    await edit('0x11111111111111')
    await edit('0x22222222222222')
    expect(await post.sendDue()).toBe(0)
    await later(1)
    expect(await post.sendDue()).toBe(1)
    expect(caught()[0]).toMatch(/0x1111…1111 changed the draft “Harbour”[\s\S]*0x2222…2222 changed the draft “Harbour”/)

    await edit('0x11111111111111')
    await later(9)
    expect(await post.sendDue()).toBe(0)
    await later(1)
    expect(await post.sendDue()).toBe(1)
    expect(await post.sendDue()).toBe(0)
  })

  test('behavior: tried again ever later while the mail server is away, and handed over once', async () => {
    const person = await newPerson()
    await person.setMail('me@example.org')
    await person.confirm()
    await person.tell('a')
    const broken = postTo('smtp://127.0.0.1:1')
    const state = () => server.sql<{ attempts: number; wait: number; mailed: boolean }[]>`
      select mail_attempts as attempts, round(extract(epoch from mail_next_at - now()))::int as wait,
        mailed_at is not null as mailed from alerts`
    const due = () => server.sql`update alerts set mail_next_at = now()`
    for (const wait of [30, 60, 120]) {
      expect(await broken.sendDue()).toBe(0)
      const [row] = await state()
      expect(row?.mailed).toBe(false)
      expect(Math.abs((row?.wait ?? 0) - wait)).toBeLessThan(5)
      expect(await post.sendDue()).toBe(0)
      await due()
    }
    broken.close()
    const before = catcher.list().length
    // Two servers at once do not send it twice.
    expect((await Promise.all([post.sendDue(), post.sendDue()])).reduce((sum, sent) => sum + sent)).toBe(1)
    expect(catcher.list()).toHaveLength(before + 1)
    expect((await state())[0]).toMatchObject({ attempts: 3, mailed: true })
  })

  test('behavior: refused for good, it is not tried again; broken off at its end, it may have arrived', async () => {
    const person = await newPerson()
    await person.setMail('me@example.org')
    await person.confirm()
    for (const [key, mailed] of [
      ['refused', false],
      ['broken', true],
    ] as const) {
      const taken: string[] = []
      const smtp = new SMTPServer({
        disabledCommands: ['AUTH', 'STARTTLS'],
        onData(stream, session, done) {
          stream.resume()
          stream.on('end', () => {
            taken.push(key)
            const refusal = Object.assign(new Error('no'), { responseCode: 550 })
            if (key === 'refused') done(refusal)
            else for (const connection of smtp.connections) (connection as { close: () => void }).close()
            void session
          })
        },
      })
      smtp.on('error', () => {})
      const port = await new Promise<number>(resolve => {
        const listener = smtp.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port))
      })
      const odd = postTo(`smtp://127.0.0.1:${port}`)
      await person.tell(key)
      for (let i = 0; i < 3; i++) {
        await odd.sendDue()
        await server.sql`update alerts set mail_next_at = now() where mail_next_at is not null`
      }
      expect(taken).toEqual([key])
      const rows = await server.sql<{ mailed: boolean }[]>`
        select mailed_at is not null as mailed from alerts where key = ${key}`
      expect(rows).toEqual([{ mailed }])
      odd.close()
      await new Promise<void>(resolve => smtp.close(() => resolve()))
    }
  })
})

describe('composeAlerts', () => {
  test('behavior: nothing in a name becomes markup or a header', () => {
    const names = { accounts: new Map(), businesses: new Map([['b', '<script>"x"</script>\r\nBcc: a@b.c']]) }
    const alert = { kind: 'concluded', subject: '0x1', args: { business: 'b' } }
    const { subject, html } = composeAlerts('en', [alert], names, 'https://concordat.test')
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;&quot;x&quot;')
    expect(subject).not.toMatch(/[\r\n]/)
  })
})

describe('GET /api/dev/mail', () => {
  test('default', async () => {
    const person = await newPerson()
    await person.setMail('me@example.org')
    await post.sendDue()
    const app = createApp({ ...server.context, catcher })
    const page = await app.request('/api/dev/mail', { headers: { accept: 'text/html' } })
    const text = await page.text()
    expect(text).toContain('<strong>me@example.org</strong>')
    expect(text).toMatch(/<a href="https:\/\/concordat\.test\/alerts\/confirm\/[\w-]+">/)
    expect((await (await app.request('/api/dev/mail')).json()) as object).toMatchObject({ mails: [{ id: 1 }] })
    expect(codeOf(await server.send('/dev/mail'))).toBe('NotFound')
  })
})
