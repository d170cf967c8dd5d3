import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { commentsOf, proseOf, readTerms, snapshotHash, suggestionsOf, termsOf } from '@concordat/sdk/drafts/document.ts'
import { verifyJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, JournalView } from '@concordat/sdk/drafts/views.ts'
import type { AlertsView } from '@concordat/sdk/views.ts'
import { createPublicClient, type Hex, http } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { freePort, startDatabase, type TestDatabase } from '../../test/database.ts'
import {
  actAs,
  openPage,
  type Page,
  person,
  type Send,
  type SignedIn,
  signedIn,
  startDraft,
  twoParties,
} from '../../test/drafts.ts'
import { startIndexer, type TestIndexer } from '../../test/indexer.ts'
import { connect, type Sql } from '../database/connect.ts'
import { cookieName, createSession } from '../sessions/store.ts'

// A real server process on a real PostgreSQL, and pages as browsers open them.

const script = fileURLToPath(new URL('../main.ts', import.meta.url))

let anvil: Anvil
let database: TestDatabase
let indexer: TestIndexer
let sql: Sql
let env: Record<string, string>
let port: number
let child: ChildProcess | undefined
let one: SignedIn
let two: SignedIn
const pages: Page[] = []

const send: Send = async (path, { method, headers = {}, body } = {}) => {
  const response = await fetch(`http://127.0.0.1:${port}/api${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, json: await response.json() } as never
}

async function start(): Promise<void> {
  child = spawn(process.execPath, [script], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 150; tries++) {
    const isUp = await send('/health').then(
      ({ status }) => status === 200,
      () => false,
    )
    if (isUp) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('The server does not start.')
}

async function kill(): Promise<void> {
  const gone = new Promise(resolve => child?.once('exit', resolve))
  child?.kill('SIGKILL')
  await gone
}

beforeAll(async () => {
  anvil = await startAnvil({ port: await freePort() })
  database = await startDatabase()
  sql = connect(database.url)
  const genesisHash = (await createPublicClient({ transport: http(anvil.url) }).getBlock({ blockNumber: 0n })).hash
  indexer = await startIndexer(genesisHash)
  port = await freePort()
  const at = `0x${'11'.repeat(20)}`
  const contracts = { Ledger: at, Facts: at, Payments: at, Splits: at }
  writeFileSync(join(database.folder, 'd.json'), JSON.stringify({ chainId: 31337, genesisHash, contracts }))
  mkdirSync(join(database.folder, 'state'))
  env = {
    ...{ PORT: String(port), DATABASE_URL: database.url, RPC_URL: anvil.url, INDEXER_URL: indexer.url },
    ...{ DEPLOYMENT: join(database.folder, 'd.json'), STATE: join(database.folder, 'state') },
  }
  await start()
  const host = `127.0.0.1:${port}`
  one = await signedIn(send, person(1), host)
  two = await signedIn(send, person(2), host)
}, 60_000)
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})
afterAll(async () => {
  await kill()
  await sql.end()
  await indexer.stop()
  await database.stop()
  await anvil.stop()
})

function open(id: Hex, who: SignedIn, options = {}): Page {
  const page = openPage(port, id, who.cookie, options)
  pages.push(page)
  return page
}

/** A draft both have open. */
async function both(terms = twoParties()) {
  const view = await startDraft(one, two, terms)
  const [first, second] = [open(view.id, one), open(view.id, two)]
  await Promise.all([first.synced(), second.synced()])
  return { view, first, second }
}

/** For what is gathered for a second first. */
const late = { timeout: 10_000 }

const journalOf = async (id: Hex) => (await one.send<JournalView>(`/drafts/${id}/journal`)).json
const editsOf = async (id: Hex) => {
  const journal = await journalOf(id)
  expect(await verifyJournal(journal)).toBeNull()
  return journal.entries.filter(({ kind }) => !['created', 'invited', 'joined'].includes(kind))
}

describe('editing', () => {
  test('default: reaches the other page, and the journal with who changed what', async () => {
    const { view, first, second } = await both()
    first.edit(terms => {
      terms.title = 'Ours'
    })
    await expect.poll(() => second.read().title).toBe('Ours')
    const edits = await editsOf(view.id)
    expect(edits).toMatchObject([
      {
        kind: 'edited',
        author: one.account.address,
        changes: [{ path: 'title', before: 'New agreement', after: 'Ours' }],
        args: {},
      },
    ])
    const now = await two.view(view.id)
    expect(now).toMatchObject({ title: 'Ours', snapshot: snapshotHash(readTerms(first.doc)) })
    expect(now.seats.map(({ online }) => online)).toEqual([true, true])
    await expect.poll(() => second.notices.some(notice => notice.includes('changed'))).toBe(true)
    const alerts = await sql`select kind from alerts where account = ${two.account.address} and subject = ${view.id}`
    expect(alerts.map(({ kind }) => kind)).toContain('draftEdited')
  })

  test('behavior: two at one clause at once: both edits stay, each under its author', async () => {
    const { view, first, second } = await both()
    first.edit(terms => {
      if (terms.clauses[0]) terms.clauses[0].name = 'Takings'
    })
    second.edit(terms => {
      if (terms.clauses[0]) terms.clauses[0].shares = { 'First party': '40%', 'Second party': '60%' }
    })
    proseOf(first.doc).insert(0, 'First. ')
    proseOf(second.doc).insert(proseOf(second.doc).length, ' Last.')
    await expect.poll(() => proseOf(first.doc).toString()).toBe('First. We share. Last.')
    await expect.poll(() => second.read().clauses[0]?.name).toBe('Takings')
    expect(first.read().clauses[0]).toMatchObject({ name: 'Takings', shares: { 'Second party': '60%' } })
    const edits = await editsOf(view.id)
    const pathsOf = ({ account }: SignedIn) =>
      edits
        .filter(({ author }) => author === account.address)
        .flatMap(({ changes }) => changes.map(({ path }) => path.replace(/\d+\]$/, ']')))
    expect(pathsOf(one).sort()).toEqual(['clauses[0].name', 'prose[]'])
    expect(pathsOf(two).sort()).toEqual([
      'clauses[0].shares["First party"]'.replace('["First party"]', '.First party'),
      'clauses[0].shares.Second party',
      'prose[]',
    ])
  })

  test('behavior: two at one field at once: all pages show the same in the end, which the journal says and whose it is', async () => {
    const { view, first, second } = await both()
    for (const [page, name] of [
      [first, 'Mine'],
      [second, 'Yours'],
    ] as const)
      page.edit(terms => {
        if (terms.clauses[0]) terms.clauses[0].name = name
      })
    const name = (page: Page) => page.read().clauses[0]?.name
    await expect.poll(() => name(first) === name(second), late).toBe(true)
    await expect.poll(async () => (await one.view(view.id)).snapshot, late).toBe(snapshotHash(readTerms(first.doc)))
    // What never stood, because the other's was there already, is nobody's edit.
    const winner = name(first) === 'Mine' ? one : two
    const last = (await editsOf(view.id)).at(-1)
    expect(last).toMatchObject({ author: winner.account.address, changes: [{ after: name(first) }] })
  })

  test('behavior: each edit is in the others’ alerts at once, in one alert that begins anew when it was read', async () => {
    const { view, first } = await both()
    const told = () =>
      two
        .send<AlertsView>('/alerts?unread=1')
        .then(({ json }) =>
          json.alerts
            .filter(({ kind, subject }) => kind === 'draftEdited' && subject === view.id)
            .map(({ args }) => args),
        )
    first.edit(terms => {
      terms.title = 'Ours'
    })
    const title = { path: 'title', kind: 'changed', before: 'New agreement', after: 'Ours' }
    await expect
      .poll(told, late)
      .toMatchObject([{ by: one.account.address, title: 'Ours', count: 1, changes: [title] }])
    first.edit(terms => {
      if (terms.clauses[0]) terms.clauses[0].limit = '5.00'
    })
    const limit = { path: 'clauses[0].limit', kind: 'changed', item: 'Everything', after: '5.00' }
    await expect.poll(told, late).toMatchObject([{ count: 2, changes: [title, limit] }])
    await two.send('/alerts/read', { body: { all: true } })
    expect(await told()).toEqual([])
    first.edit(terms => {
      if (terms.clauses[0]) terms.clauses[0].limit = '6.00'
    })
    await expect.poll(told, late).toMatchObject([{ count: 1, changes: [{ ...limit, before: '5.00', after: '6.00' }] }])
    const own = (await one.send<AlertsView>('/alerts')).json.alerts.filter(({ subject }) => subject === view.id)
    expect(own.map(({ kind }) => kind)).toEqual(['draftJoined'])
  })

  test('behavior: an edit voids every confirmation; one of the terms before it never counts', async () => {
    const { view, first, second } = await both()
    await one.confirm(view)
    await two.confirm(view)
    first.edit(terms => {
      terms.title = 'Changed'
    })
    await expect.poll(() => second.read().title).toBe('Changed')
    const late = await two.confirm(view)
    expect([late.status, (late.json as never as { error: { code: string } }).error.code]).toEqual([
      409,
      'SnapshotOutdated',
    ])
    expect((await one.view(view.id)).confirmations).toEqual([])
    const alerts = await sql`select account from alerts where kind = 'draftConfirmationVoided' and subject = ${view.id}`
    expect(alerts.map(({ account }) => account).sort()).toEqual([one, two].map(each => each.account.address).sort())
  })

  test('behavior: edits while others confirm: whatever the order, no confirmation of other terms is kept', async () => {
    const { view, first } = await both()
    for (let round = 0; round < 15; round++) {
      const before = await two.view(view.id)
      const confirmation = two.confirm(before)
      await new Promise(resolve => setTimeout(resolve, Math.random() * 12))
      first.edit(terms => {
        terms.title = `Round ${round}`
      })
      await confirmation
      await expect.poll(async () => (await two.view(view.id)).title).toBe(`Round ${round}`)
      expect((await two.view(view.id)).confirmations).toEqual([])
    }
    expect(await verifyJournal(await journalOf(view.id))).toBeNull()
  })

  test('behavior: remarks are their author’s by the server’s word, and void nothing', async () => {
    const { view, first, second } = await both()
    await one.confirm(view)
    const forged = { id: 'c1', target: 'title', author: one.account.address, at: 5, text: 'Good.', resolved: false }
    commentsOf(second.doc).set('c1', forged)
    suggestionsOf(first.doc).set('s1', {
      id: 's1',
      target: 'title',
      path: 'title',
      value: 'Better',
      author: one.account.address,
      at: 0,
      note: '',
      state: 'open',
    })
    const read = (page: Page) =>
      commentsOf(page.doc).toJSON().c1 as { author: string; at: number; text: string; resolved: boolean }
    for (const page of [first, second]) await expect.poll(() => read(page)?.author).toBe(two.account.address)
    expect(read(first).at).toBeGreaterThan(1e9)

    const comment = commentsOf(first.doc).get('c1') as Y.Map<unknown>
    first.doc.transact(() => {
      comment.set('text', 'Bad.')
      comment.set('resolved', true)
    })
    await expect.poll(() => read(second).resolved).toBe(true)
    await expect.poll(() => [read(first).text, read(second).text]).toEqual(['Good.', 'Good.'])
    commentsOf(first.doc).delete('c1')
    await expect.poll(() => read(first)?.text).toBe('Good.')
    ;(suggestionsOf(second.doc).get('s1') as Y.Map<unknown>).set('state', 'rejected')
    await expect.poll(async () => (await editsOf(view.id)).map(({ kind }) => kind)).toContain('rejected')
    expect((await one.view(view.id)).confirmations.length).toBe(1)
    const edits = await editsOf(view.id)
    expect(edits.filter(({ kind }) => kind === 'commented').map(({ author }) => author)).toContain(two.account.address)
    expect(edits.some(({ kind }) => kind === 'edited')).toBe(false)
  })

  test('behavior: more clauses than a draft takes are cut off for everyone', async () => {
    const { first, second } = await both()
    first.edit(terms => {
      for (let n = terms.clauses.length; n < 230; n++) terms.clauses.push({ id: `c${n}`, name: `c${n}`, shares: {} })
    })
    await expect.poll(() => first.read().clauses.length).toBe(200)
    await expect.poll(() => second.read().clauses.length).toBe(200)
  })

  test('error: DraftTooLarge', async () => {
    const { view, first } = await both()
    proseOf(first.doc).insert(0, 'x'.repeat(2.5e6))
    await expect
      .poll(async () => (await one.view(view.id)).journalLength, { timeout: 10_000 })
      .toBe(view.journalLength + 1)
    const closed = new Promise(resolve => first.provider.on('close', resolve))
    proseOf(first.doc).insert(0, 'y'.repeat(2.5e6))
    await closed
    expect((await two.view(view.id)).journalLength).toBe(view.journalLength + 1)
  })
})

describe('joining', () => {
  test('error: strangers, the signed out and foreign pages get nothing', async () => {
    const { view } = await both()
    const stranger = await signedIn(send, person(3), `127.0.0.1:${port}`)
    const page = open(view.id, stranger)
    await expect.poll(() => page.refused()).not.toBe('')
    expect(page.read().title).toBeUndefined()
    for (const refused of [
      open(view.id, { ...one, cookie: '' }),
      open(view.id, one, { origin: 'https://evil.example' }),
    ]) {
      await new Promise(resolve => setTimeout(resolve, 300))
      expect([refused.provider.isSynced, refused.read().title]).toEqual([false, undefined])
    }
  })

  test('behavior: whoever is removed is out at once, and nothing of theirs counts', async () => {
    const { view, first, second } = await both()
    const late = new Promise(resolve => second.socket.on('close', resolve))
    await one.send(`/drafts/${view.id}/seats/${encodeURIComponent('Second party')}`, { method: 'DELETE' })
    await late
    second.edit(terms => {
      terms.title = 'From outside'
    })
    await expect.poll(() => second.refused()).not.toBe('')
    expect((await one.view(view.id)).title).toBe('New agreement')
    expect(first.read().title).toBe('New agreement')
    expect((await two.confirm(view)).status).toBe(404)
  })

  test('behavior: signing out closes the pages', async () => {
    const { view } = await both()
    const device = await signedIn(send, person(2), `127.0.0.1:${port}`)
    const page = open(view.id, device)
    await page.synced()
    const closed = new Promise(resolve => page.socket.on('close', resolve))
    await device.send('/sessions', { method: 'DELETE' })
    await closed
  })

  test('behavior: read-only once it is withdrawn', async () => {
    const { view, first, second } = await both()
    await one.send(`/drafts/${view.id}/withdraw`, { body: { reason: 'x' } })
    first.edit(terms => {
      terms.title = 'Too late'
    })
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(second.read().title).toBe('New agreement')
    const again = open(view.id, two)
    await again.synced()
    again.edit(terms => {
      terms.title = 'Too late'
    })
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await one.view(view.id)).title).toBe('New agreement')
  })
})

describe('kill -9', () => {
  test('behavior: killed in mid-edit, everything any page still has comes back, and the journal holds', {
    timeout: 60_000,
  }, async () => {
    const { view, first, second } = await both()
    for (let round = 0; round < 3; round++) {
      const typing = setInterval(() => proseOf(first.doc).insert(0, `${round}`), 15)
      const also = setInterval(() => proseOf(second.doc).insert(proseOf(second.doc).length, 'x'), 20)
      await new Promise(resolve => setTimeout(resolve, 700 + round * 500))
      await kill()
      // Offline both go on.
      await new Promise(resolve => setTimeout(resolve, 200))
      clearInterval(typing)
      clearInterval(also)
      first.edit(terms => {
        terms.title = `Offline ${round}`
      })
      second.edit(terms => {
        terms.clauses.push({ id: `n${round}`, name: `n${round}`, shares: {} })
      })
      await start()
      await expect.poll(() => second.read().title, { timeout: 15_000 }).toBe(`Offline ${round}`)
      await expect.poll(() => first.read().clauses.at(-1)?.name, { timeout: 15_000 }).toBe(`n${round}`)
      await expect.poll(() => proseOf(first.doc).toString() === proseOf(second.doc).toString()).toBe(true)
      const now = await one.view(view.id)
      expect(now.snapshot).toBe(snapshotHash(readTerms(first.doc)))
      expect(await verifyJournal(await journalOf(view.id), { end: now.journalEnd })).toBeNull()
    }
    const fresh = open(view.id, two)
    await fresh.synced()
    expect(snapshotHash(readTerms(fresh.doc))).toBe((await one.view(view.id)).snapshot)
    const authors = (await editsOf(view.id)).map(({ author }) => author)
    expect(new Set(authors)).toEqual(new Set([one.account.address, two.account.address]))
  })

  test('behavior: stopped in order, nothing that arrived is lost', { timeout: 30_000 }, async () => {
    const { view, first, second } = await both()
    first.edit(terms => {
      terms.title = 'Just now'
    })
    await expect.poll(() => second.read().title).toBe('Just now')
    first.close()
    second.close()
    const ended = new Promise(resolve => child?.once('exit', resolve))
    child?.kill('SIGTERM')
    expect(await ended).toBe(0)
    await start()
    expect((await one.view(view.id)).title).toBe('Just now')
  })
})

describe('limits', () => {
  test('behavior: 50 people and 200 clauses: how long an edit takes to the others', { timeout: 120_000 }, async () => {
    const people = Array.from({ length: 50 }, (_, n) => ({ name: `p${n}`, role: 'party' }))
    const shares = { p0: '50%', p1: '50%' }
    const clauses = Array.from({ length: 200 }, (_, n) => ({ name: `c${n}`, limit: '1,000.00', shares }))
    const { id } = await one.start(twoParties({ parties: people, clauses }), 'p0')
    const crowd: SignedIn[] = [one]
    for (let n = 1; n < 50; n++) {
      // As many sign-ins at once from one address are refused.
      const account = person(100 + n)
      const { token } = await createSession(sql, account.address)
      const member = actAs(send, account, `${cookieName}=${token}`)
      await member.accept((await one.invite(id, `p${n}`)).token)
      crowd.push(member)
    }
    const room = crowd.map(member => open(id, member))
    await Promise.all(room.map(page => page.synced()))

    const waits: number[] = []
    for (let round = 0; round < 100; round++) {
      const from = room[round % 50] as Page
      const to = room[(round * 7 + 3) % 50] as Page
      const value = `${round + 1}.00`
      const limitOf = (page: Page) => (termsOf(page.doc).get('clauses') as Y.Array<Y.Map<unknown>>).get(round)
      const arrived = new Promise(resolve => limitOf(to).observe(resolve))
      const at = performance.now()
      limitOf(from).set('limit', value)
      await arrived
      waits.push(performance.now() - at)
      expect(limitOf(to).get('limit')).toBe(value)
      // People pause between edits; without it the test would measure its own fifty documents.
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    waits.sort((a, b) => a - b)
    const p95 = waits[94] ?? Number.POSITIVE_INFINITY
    console.log(
      `50 people, 200 clauses: edit to another page, median ${waits[49]?.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    )
    expect(p95).toBeLessThan(500)
    const view = (await one.send<DraftView>(`/drafts/${id}`)).json
    expect(view.seats.every(({ online }) => online)).toBe(true)
    expect(await verifyJournal(await journalOf(id), { end: view.journalEnd })).toBeNull()
  })
})
