import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { zeroHash } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Sql } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { textOf } from '../dev/mailText.ts'
import { composeLetter } from './composeLetter.ts'
import { type NewLetter, writeLetter } from './letters.ts'
import { createPost } from './post.ts'

let database: TestDatabase
let sql: Sql
let smtp: SMTPServer
let taken: string[]
/** What the mail server does when it is told the receiver, and when it has the whole letter. */
let onReceiver: () => void
let onEnd: (done: (error?: Error | null) => void) => void

beforeAll(async () => {
  database = await startDatabase()
  sql = connect(database.url)
  await migrate(sql)
  smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_, __, done) => {
      onReceiver()
      done()
    },
    onData: (stream, _, done) => {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString())
        onEnd(done)
      })
    },
  })
  // A connection that the other side broke.
  smtp.on('error', () => {})
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve))
}, 60_000)
afterAll(async () => {
  await new Promise<void>(resolve => smtp.close(() => resolve()))
  await sql.end()
  await database.stop()
})
beforeEach(async () => {
  await sql`truncate letters`
  taken = []
  onReceiver = () => {}
  onEnd = done => done()
})

const urlOf = () => `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
const parameters = () => ({
  smtpUrl: urlOf(),
  from: 'Concordat <a@concordat.test>',
  publicUrl: 'https://concordat.test',
})

const letter: NewLetter = {
  ...{ topic: 'receipt 1', kind: 'receipt', address: 'payer@example.com', language: 'en' },
  args: {
    business: 'Harbour',
    amount: '10.00',
    currency: 'EUR',
    purpose: 'Charging',
    paymentKey: zeroHash,
    token: 'abc',
  },
}
const write = (given: Partial<NewLetter> = {}) => sql.begin(tx => writeLetter(tx, { ...letter, ...given } as NewLetter))

async function sendAll(): Promise<number> {
  const post = createPost({ sql, ...parameters() })
  const sent = await post.sendDue()
  post.close()
  return sent
}

describe('letters', () => {
  test('default: what is written twice is sent once, with what it tells', async () => {
    await write()
    await write()
    expect([await sendAll(), await sendAll()]).toEqual([1, 0])
    const [mail = ''] = taken
    expect(mail).toContain('To: payer@example.com')
    expect(mail).toMatch(/Message-ID: <[0-9a-f]{32}@concordat.test>/)
    expect(textOf(mail)).toContain(`https://concordat.test/api/rails/receipts/${zeroHash}.pdf?token=abc&language=en`)
  })

  test('behavior: what is rolled back is never sent', async () => {
    await sql
      .begin(async tx => {
        await writeLetter(tx, letter)
        throw new Error('as if the row could not be written')
      })
      .catch(() => {})
    expect(await sendAll()).toBe(0)
  })

  test('behavior: refused for now it is sent later, refused for good it is given up', async () => {
    const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode })
    await write()
    onEnd = done => done(refusal(451))
    expect(await sendAll()).toBe(0)
    await sql`update letters set next_at = now()`
    onEnd = done => done()
    expect(await sendAll()).toBe(1)
    await write({ topic: 'receipt 2' })
    onEnd = done => done(refusal(550))
    expect(await sendAll()).toBe(0)
    expect(
      await sql`select 1 from letters where topic = 'receipt 2' and next_at is null and sent_at is null`,
    ).toHaveLength(1)
  })

  const source = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)

  /** Sends what is due in a process of its own, and is killed when something happens. */
  async function sendAndKill(arm: (child: ChildProcess) => void): Promise<void> {
    const code = `
      const { connect } = await import(${source('../database/connect.ts')})
      const { createPost } = await import(${source('./post.ts')})
      const post = createPost({ sql: connect(${JSON.stringify(database.url)}), ...${JSON.stringify(parameters())} })
      await post.sendDue()
      process.exit()`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
    arm(child)
    await once(child, 'exit')
  }

  test('behavior: killed before the mail server is ready for it, it is sent by the next one, once', async () => {
    await write()
    await sendAndKill(child => {
      onReceiver = () => child.kill('SIGKILL')
    })
    expect(taken).toHaveLength(0)
    onReceiver = () => {}
    // As if the time were over for which nobody else takes it on.
    await sql`update letters set next_at = now() where next_at is not null`
    expect([await sendAll(), await sendAll()]).toEqual([1, 0])
    expect(taken).toHaveLength(1)
  })

  test('behavior: killed while the mail server takes it, it is not sent again', async () => {
    await write()
    await sendAndKill(child => {
      onEnd = () => child.kill('SIGKILL')
    })
    onEnd = done => done()
    await sql`update letters set next_at = now() where next_at is not null`
    expect(await sendAll()).toBe(0)
    expect(taken).toHaveLength(1)
  })
})

describe('composeLetter', () => {
  const url = 'https://concordat.test'

  test('default: in the payer’s language', () => {
    const { args } = letter as Extract<NewLetter, { kind: 'receipt' }>
    expect(composeLetter('zh', { kind: 'receipt', args }, url).subject).toBe('收据：向Harbour付款 €10.00')
    expect(composeLetter('en', { kind: 'refund', args }, url).subject).toBe('Harbour gives you €10.00 back')
    expect(composeLetter('zh', { kind: 'refund', args }, url).subject).toBe('Harbour向您退款 €10.00')
    const statement = { business: 'Harbour', agreement: zeroHash, month: 670, token: 'abc' }
    const { subject, text } = composeLetter('zh', { kind: 'statement', args: statement }, url)
    expect(subject).toBe('2025年11月对账单：Harbour')
    expect(text).toContain(`${url}/api/agreements/${zeroHash}/statement.pdf?token=abc&language=zh`)
  })

  test('behavior: a name is text, not markup', () => {
    const { args } = letter as Extract<NewLetter, { kind: 'receipt' }>
    const { html } = composeLetter('en', { kind: 'receipt', args: { ...args, business: '<b>"&' } }, url)
    expect(html).toContain('&lt;b&gt;&quot;&amp;')
    expect(html).not.toContain('<b>')
  })
})
