import { hashOf } from '@concordat/sdk/drafts/document.ts'
import { entryHash, verifyJournal, withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftSummary, DraftView, InvitationView, JournalEntry, JournalView } from '@concordat/sdk/drafts/views.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { person, type SignedIn, signedIn, startDraft, twoParties } from '../../test/drafts.ts'
import { codeOf, genesisHash, startServer, type TestServer } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'
import { createApp } from '../app.ts'
import { contextOf } from '../drafts/check.ts'

const at = `0x${'11'.repeat(20)}` as const
const contracts = { Ledger: at, Facts: at, Payments: at, Splits: at }
const deployment = { chainId: 31337, genesisHash, contracts }

let server: TestServer
let one: SignedIn
let two: SignedIn
let stranger: SignedIn
beforeAll(async () => {
  server = await startServer({ deployment })
  one = await signedIn(server.send, person(1))
  two = await signedIn(server.send, person(2))
  stranger = await signedIn(server.send, person(3))
})
afterAll(() => server.stop())

const refusal = async (answer: Promise<{ status: number; json: unknown }>) => {
  const { status, json } = await answer
  return [status, codeOf({ json })]
}
const journalOf = async (who: SignedIn, id: Hex) => (await who.send<JournalView>(`/drafts/${id}/journal`)).json
const kindsOf = async (id: Hex) => (await journalOf(one, id)).entries.map(({ kind }) => kind)
const alertsOf = async (who: SignedIn, subject: Hex) => {
  const rows = await server.sql<{ kind: string }[]>`
    select kind from alerts where account = ${who.account.address} and subject = ${subject} order by id`
  return rows.map(({ kind }) => kind)
}

describe('POST /drafts', () => {
  test('default', async () => {
    const view = await one.start()
    expect(view).toMatchObject({
      title: 'New agreement',
      state: 'negotiating',
      drafter: one.account.address,
      you: 'First party',
      journalLength: 1,
      waitingFor: [{ party: 'Second party', account: null, for: 'invitation' }],
    })
    expect(view.seats.map(({ party, account }) => [party, account])).toEqual([
      ['First party', one.account.address],
      ['Second party', null],
    ])
    expect(view.problems.map(({ code, path }) => [path, code])).toEqual([['parties[1].account', 'SeatEmpty']])
    const journal = await journalOf(one, view.id)
    expect(await verifyJournal(journal, { end: view.journalEnd })).toBeNull()
    expect(view.journalHead).toBe(view.journalEnd)
  })

  test('behavior: what a program left out is named field by field, beside everything else', async () => {
    const { signBy: _, currency: __, ...terms } = twoParties({ processor: { rail: 'stripe' } as never })
    const [first] = terms.clauses
    const bare = { ...terms, basis: undefined, clauses: [{ name: first?.name }] } as never
    const { problems } = await one.start(bare)
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'processor.account FieldMissing',
      'signBy FieldMissing',
      'clauses[0].shares FieldMissing',
      'currency MoneyMissing',
      'parties[1].account SeatEmpty',
      'basis BasisMissing',
    ])
    for (const { message } of problems) expect(message).not.toMatch(/Invalid|undefined|expected/)
  })

  test('error: SignInNeeded, SeatUnknown, RequestMalformed, BodyTooLarge, TooManyRequests', async () => {
    const body = { terms: twoParties(), seat: 'First party' }
    expect(await refusal(server.send('/drafts', { body }))).toEqual([401, 'SignInNeeded'])
    expect(await refusal(one.send('/drafts', { body: { ...body, seat: 'Nobody' } }))).toEqual([404, 'SeatUnknown'])
    expect(await refusal(one.send('/drafts', { body: { seat: 'x' } }))).toEqual([400, 'RequestMalformed'])
    const crowd = Array.from({ length: 51 }, (_, n) => ({ name: `p${n}`, role: 'x' }))
    expect(await refusal(one.send('/drafts', { body: { seat: 'p1', terms: twoParties({ parties: crowd }) } }))).toEqual(
      [400, 'RequestMalformed'],
    )
    const huge = { ...body, terms: twoParties({ prose: 'x'.repeat(5e6) }) }
    expect(await refusal(one.send('/drafts', { body: huge }))).toEqual([413, 'BodyTooLarge'])
    const app = createApp({ ...server.context, writes: { burst: 1, perSecond: 0.001 } })
    const get = async () => (await app.request('/api/drafts', { headers: { cookie: one.cookie } })).status
    expect([await get(), await get()]).toEqual([200, 429])
  })
})

describe('GET /drafts', () => {
  test('default: mine, with who holds them up', async () => {
    const { id } = await startDraft(one, two)
    const [first] = (await two.send<DraftSummary[]>('/drafts')).json
    expect(first).toMatchObject({ id, you: 'Second party' })
    expect(first?.waitingFor.map(({ party, for: what }) => [party, what])).toEqual([
      ['First party', 'confirmation'],
      ['Second party', 'confirmation'],
    ])
    expect((await stranger.send<DraftSummary[]>('/drafts')).json).toEqual([])
  })
})

describe('strangers', () => {
  test('error: DraftUnknown on every route, whether the draft exists or not', async () => {
    const { id, snapshot, journalHead, ...view } = await startDraft(one, two)
    const none = `0x${'00'.repeat(32)}` as const
    const signature = `0x${'12'.repeat(65)}`
    const terms = '0x1234'
    const calls: [string, string, unknown?][] = [
      ['GET', ''],
      ['POST', '/invitations', { party: 'Second party' }],
      ['DELETE', '/seats/Second%20party'],
      ['DELETE', '/confirmations'],
      ['POST', '/objections', { text: 'No.' }],
      ['POST', '/proposed', { digest: none, terms }],
      ['POST', '/withdraw', { reason: 'x' }],
      ['GET', '/journal'],
      ['GET', `/snapshots/${snapshot}`],
      ['POST', '/confirmations', { snapshot, journal: journalHead, signature }],
    ]
    for (const draft of [id, none])
      for (const [method, path, body] of calls) {
        const answer = await refusal(stranger.send(`/drafts/${draft}${path}`, { method, body }))
        expect(answer, `${method} ${path}`).toEqual([404, 'DraftUnknown'])
      }
    expect((await one.view(id)).journalLength).toBe(view.journalLength)
  })
})

describe('invitations', () => {
  test('default: by link', async () => {
    const { id } = await one.start()
    const { token, url, expiresAt } = await one.invite(id, 'Second party')
    expect(url).toBe(`http://localhost/invitations/${token}`)
    expect(expiresAt).toBeGreaterThan(Date.now() / 1000 + 86_400)
    expect((await one.view(id)).waitingFor).toMatchObject([{ party: 'Second party', for: 'acceptance' }])
    expect((await server.send<InvitationView>(`/invitations/${token}`)).json).toMatchObject({
      ...{ draft: id, title: 'New agreement', party: 'Second party', account: null },
      invitedBy: { party: 'First party', account: one.account.address },
    })
    const { json } = await two.accept(token)
    expect(json).toMatchObject({ you: 'Second party', problems: [] })
    expect(json.seats[1]).toMatchObject({ account: two.account.address, invitedAt: null, online: false })
    expect(await kindsOf(id)).toEqual(['created', 'invited', 'joined'])
    expect(await verifyJournal(await journalOf(two, id))).toBeNull()
    expect(await alertsOf(one, id)).toEqual(['draftJoined'])
    expect(await refusal(two.accept(token))).toEqual([404, 'InvitationUnknown'])
  })

  test('default: by address, which only that account can accept', async () => {
    const { id } = await one.start()
    const { token } = await one.invite(id, 'Second party', two.account.address)
    expect(await alertsOf(two, id)).toEqual(['draftInvited'])
    expect((await one.view(id)).seats[1]?.invited).toBe(two.account.address)
    expect(await refusal(stranger.accept(token))).toEqual([403, 'InvitationForAnother'])
    expect((await two.accept(token)).status).toBe(200)
  })

  test('behavior: of two who accept one link at a time, one has the seat', async () => {
    const { id } = await one.start()
    const { token } = await one.invite(id, 'Second party')
    const answers = await Promise.all([two.accept(token), stranger.accept(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
    expect(await kindsOf(id)).toEqual(['created', 'invited', 'joined'])
  })

  test('error: InvitationExpired, and a later offer ends an earlier one', async () => {
    const { id } = await one.start()
    const first = await one.invite(id, 'Second party')
    const { token } = await one.invite(id, 'Second party')
    expect(await refusal(two.accept(first.token))).toEqual([404, 'InvitationUnknown'])
    await server.sql`update draft_invitations set expires_at = ${Math.floor(Date.now() / 1000)} where draft = ${id}`
    expect(await refusal(two.accept(token))).toEqual([410, 'InvitationExpired'])
    expect(await refusal(server.send(`/invitations/${token}`))).toEqual([410, 'InvitationExpired'])
    expect(await refusal(server.send('/invitations/nothing'))).toEqual([404, 'InvitationUnknown'])
    expect((await one.view(id)).waitingFor).toMatchObject([{ for: 'invitation' }])
  })

  test('error: SeatTaken, SeatUnknown, AlreadySeated, SignInNeeded', async () => {
    const { id } = await startDraft(one, two)
    const post = (party: string, address?: string) =>
      one.send(`/drafts/${id}/invitations`, { body: { party, address } })
    expect(await refusal(post('Second party'))).toEqual([409, 'SeatTaken'])
    expect(await refusal(post('Third party'))).toEqual([404, 'SeatUnknown'])
    const open = await one.start()
    const own = one.send(`/drafts/${open.id}/invitations`, {
      body: { party: 'Second party', address: one.account.address },
    })
    expect(await refusal(own)).toEqual([409, 'AlreadySeated'])
    const { token } = await one.invite(open.id, 'Second party')
    expect(await refusal(one.accept(token))).toEqual([409, 'AlreadySeated'])
    expect(await refusal(server.send(`/invitations/${token}/accept`, { method: 'POST' }))).toEqual([
      401,
      'SignInNeeded',
    ])
  })
})

describe('DELETE /drafts/:id/seats/:party', () => {
  const remove = (who: SignedIn, id: Hex, party: string, reason = '') =>
    who.send<{ draft: DraftView | null }>(
      `/drafts/${id}/seats/${encodeURIComponent(party)}${reason && `?reason=${reason}`}`,
      {
        method: 'DELETE',
      },
    )

  test('behavior: replaced while negotiating', async () => {
    const view = await startDraft(one, two)
    await one.confirm(view)
    const { json } = await remove(one, view.id, 'Second party')
    expect(json.draft).toMatchObject({ confirmations: [], seats: [{}, { account: null }] })
    expect(await refusal(two.send(`/drafts/${view.id}`))).toEqual([404, 'DraftUnknown'])
    expect(await refusal(two.confirm(view))).toEqual([404, 'DraftUnknown'])
    const { token } = await one.invite(view.id, 'Second party')
    await stranger.accept(token)
    const journal = await journalOf(one, view.id)
    expect(journal.entries.slice(-3)).toMatchObject([
      { kind: 'removed', args: { account: two.account.address } },
      { kind: 'invited' },
      { kind: 'replaced', author: stranger.account.address, args: { former: two.account.address } },
    ])
    expect(await verifyJournal(journal)).toBeNull()
  })

  test('behavior: a participant declines with a reason', async () => {
    const { id } = await startDraft(one, two)
    expect((await remove(two, id, 'Second party', 'Too%20little.')).json).toEqual({ draft: null })
    const last = (await journalOf(one, id)).entries.at(-1)
    expect(last).toMatchObject({ kind: 'removed', author: two.account.address, args: { reason: 'Too little.' } })
    expect(await alertsOf(one, id)).toContain('draftRemoved')
  })

  test('error: NotTheDrafter, DrafterStays, SeatUnknown', async () => {
    const { id } = await startDraft(one, two)
    expect(await refusal(remove(two, id, 'First party'))).toEqual([409, 'DrafterStays'])
    expect(await refusal(remove(one, id, 'Nobody'))).toEqual([404, 'SeatUnknown'])
    const open = await one.start(
      twoParties({
        parties: [
          { name: 'a', role: 'x' },
          { name: 'b', role: 'x' },
          { name: 'c', role: 'x' },
        ],
      }),
      'a',
    )
    await two.accept((await one.invite(open.id, 'b')).token)
    await stranger.accept((await one.invite(open.id, 'c')).token)
    expect(await refusal(remove(two, open.id, 'c'))).toEqual([403, 'NotTheDrafter'])
  })
})

describe('confirmations', () => {
  let view: DraftView
  beforeEach(async () => {
    view = await startDraft(one, two)
  })

  test('default', async () => {
    expect((await one.confirm(view)).json.waitingFor).toEqual([
      { party: 'Second party', account: two.account.address, for: 'confirmation' },
    ])
    const { json } = await two.confirm(view)
    expect(json.confirmations.map(({ party }) => party)).toEqual(['First party', 'Second party'])
    expect(json.waitingFor.map(({ for: what }) => what)).toEqual(['proposal', 'proposal'])
    expect(json.journalHead).toBe(view.journalHead)
    expect(json.journalEnd).not.toBe(view.journalEnd)
    expect(await verifyJournal(await journalOf(one, view.id), { end: json.journalEnd })).toBeNull()
    expect(await alertsOf(one, view.id)).toEqual(['draftJoined', 'draftConfirmed', 'draftReady'])
  })

  test('behavior: twice is once', async () => {
    await one.confirm(view)
    await one.confirm(view)
    expect(await kindsOf(view.id)).toEqual(['created', 'invited', 'joined', 'confirmed'])
  })

  test('behavior: taken back', async () => {
    await one.confirm(view)
    const path = `/drafts/${view.id}/confirmations`
    for (let i = 0; i < 2; i++) {
      expect((await one.send<DraftView>(path, { method: 'DELETE' })).json.confirmations).toEqual([])
    }
    expect((await kindsOf(view.id)).slice(-2)).toEqual(['confirmed', 'unconfirmed'])
  })

  test('behavior: an objection takes it back, and stands until its author confirms', async () => {
    await two.confirm(view)
    const body = { text: 'The share is too small.' }
    const { json } = await two.send<DraftView>(`/drafts/${view.id}/objections`, { body })
    expect(json).toMatchObject({
      confirmations: [],
      objections: [{ text: body.text, open: true, party: 'Second party' }],
    })
    expect((await two.confirm(view)).json.objections).toMatchObject([{ open: false }])
    expect(await verifyJournal(await journalOf(one, view.id))).toBeNull()
  })

  test('error: ConfirmationUnsigned: by another, or of other terms', async () => {
    const body = { snapshot: view.snapshot, journal: view.journalHead, signature: `0x${'12'.repeat(65)}` }
    const anvilless = await refusal(one.send(`/drafts/${view.id}/confirmations`, { body }))
    // This server has no chain to ask whether the account is a contract, and says so.
    expect(anvilless).toEqual([503, 'ChainUnreachable'])
  })

  test('error: SnapshotOutdated', async () => {
    expect(await refusal(one.confirm({ ...view, snapshot: hashOf('other') }))).toEqual([409, 'SnapshotOutdated'])
    expect(await refusal(one.confirm({ ...view, journalHead: hashOf('other') }))).toEqual([409, 'SnapshotOutdated'])
  })

  test('error: DraftIncomplete, with each problem', async () => {
    const open = await one.start()
    const answer = await one.confirm(open)
    expect([answer.status, codeOf(answer)]).toEqual([422, 'DraftIncomplete'])
    expect(answer.json).toMatchObject({ error: { details: { problems: [{ code: 'SeatEmpty' }] } } })
  })

  test('error: DeadlinePassed', async () => {
    const late = await startDraft(one, two, twoParties({ signBy: '2020-01-01' }))
    expect(late.problems.map(({ code }) => code)).toEqual(['DeadlinePassed'])
    expect(await refusal(one.confirm(late))).toEqual([409, 'DeadlinePassed'])
  })

  test('error: ConfirmationTooEarly in a set order', async () => {
    const ordered = await startDraft(one, two, twoParties({ ordered: true }))
    expect(ordered.waitingFor.map(({ party }) => party)).toEqual(['First party'])
    expect(await refusal(two.confirm(ordered))).toEqual([409, 'ConfirmationTooEarly'])
    expect((await one.confirm(ordered)).status).toBe(200)
    expect((await two.confirm(ordered)).status).toBe(200)
  })
})

/** The terms as they would be proposed now. */
async function proposalOf(view: DraftView, journalHead = view.journalHead) {
  const { json: terms } = await one.send<ReturnType<typeof twoParties>>(`/drafts/${view.id}/snapshots/${view.snapshot}`)
  const { agreement } = parseTerms(withJournal(terms, journalHead), await contextOf(server.sql, server.context, terms))
  return { terms: encodeTerms(agreement), digest: agreementDigest(agreement, 31337, at), agreement }
}

describe('POST /drafts/:id/proposed', () => {
  test('default', async () => {
    const view = await startDraft(one, two)
    await one.confirm(view)
    await two.confirm(view)
    const { terms, digest } = await proposalOf(view)
    const post = () => two.send<DraftView>(`/drafts/${view.id}/proposed`, { body: { terms, digest } })
    const { json } = await post()
    expect(json).toMatchObject({ state: 'proposed', proposed: digest, proposal: { digest, terms } })
    expect(json.waitingFor.map(({ for: what }) => what)).toEqual(['signature', 'signature'])
    expect((await post()).json.journalLength).toBe(json.journalLength)

    for (const call of [one.confirm(view), one.send(`/drafts/${view.id}/objections`, { body: { text: 'x' } })])
      expect(await refusal(call)).toEqual([409, 'DraftClosed'])
    expect(await refusal(one.send(`/drafts/${view.id}/invitations`, { body: { party: 'First party' } }))).toEqual([
      409,
      'DraftClosed',
    ])
    expect(await verifyJournal(await journalOf(one, view.id), { end: json.journalEnd })).toBeNull()

    server.fake.agreements.push(buildAgreement(view.id, view.id, { root: digest, status: 'proposed' }))
    expect(await refusal(one.send(`/drafts/${view.id}/withdraw`, { body: { reason: 'x' } }))).toEqual([
      409,
      'AgreementOnChain',
    ])
    server.fake.agreements.pop()
    const declined = { party: two.account.address, reason: 'No.', at: 5 }
    for (const [said, state, ended] of [
      [{ status: 'effective' }, 'effective', null],
      [{ status: 'declined', declined }, 'declined', { kind: 'declined', account: declined.party, reason: 'No.' }],
    ] as const) {
      server.fake.agreements.push(buildAgreement(view.id, view.id, { root: digest, ...said }))
      expect(await one.view(view.id)).toMatchObject({ state, ended, waitingFor: [] })
      server.fake.agreements.pop()
    }
  })

  test('error: ConfirmationMissing, ProposalDiffers', async () => {
    const view = await startDraft(one, two)
    const { terms, digest, agreement } = await proposalOf(view)
    const post = (body: unknown) => refusal(one.send(`/drafts/${view.id}/proposed`, { body }))
    await one.confirm(view)
    expect(await post({ terms, digest })).toEqual([409, 'ConfirmationMissing'])
    await two.confirm(view)
    const other = await proposalOf(view, view.snapshot)
    expect(await post({ terms: other.terms, digest: other.digest })).toEqual([422, 'ProposalDiffers'])
    expect(await post({ terms, digest: other.digest })).toEqual([422, 'ProposalDiffers'])
    const late = { ...agreement, rules: { ...agreement.rules, signBy: agreement.rules.signBy + 5_000 } }
    expect(await post({ terms: encodeTerms(late), digest })).toEqual([422, 'ProposalDiffers'])
    expect(await post({ terms: '0x1234', digest })).toEqual([422, 'TermsUnreadable'])
    expect((await one.view(view.id)).state).toBe('negotiating')
    const near = { ...agreement, rules: { ...agreement.rules, signBy: agreement.rules.signBy + 60 } }
    const body = { terms: encodeTerms(near), digest: agreementDigest(near, 31337, at) }
    expect((await one.send(`/drafts/${view.id}/proposed`, { body })).status).toBe(200)
  })
})

describe('POST /drafts/:id/withdraw', () => {
  test('default', async () => {
    const { id } = await startDraft(one, two)
    const body = { reason: 'No money.' }
    expect(await refusal(two.send(`/drafts/${id}/withdraw`, { body }))).toEqual([403, 'NotTheDrafter'])
    const { json } = await one.send<DraftView>(`/drafts/${id}/withdraw`, { body })
    expect(json).toMatchObject({ state: 'withdrawn', waitingFor: [], withdrawn: { reason: 'No money.' } })
    expect(await refusal(one.send(`/drafts/${id}/withdraw`, { body }))).toEqual([409, 'DraftClosed'])
    expect(await alertsOf(two, id)).toContain('draftWithdrawn')
  })
})

describe('GET /drafts/:id/journal', () => {
  test('behavior: what anybody tampered with is found; the database refuses to', async () => {
    const view = await startDraft(one, two)
    await one.confirm(view)
    const journal = await journalOf(two, view.id)
    const end = entryHash(journal.entries.at(-1) as JournalEntry)
    for (const [index, entry] of journal.entries.entries()) {
      const entries = journal.entries.with(index, { ...entry, author: stranger.account.address })
      expect((await verifyJournal({ ...journal, entries }, { end }))?.sequence).toBe(index)
    }
    const change = server.sql`update draft_journal set hash = '' where draft = ${view.id}`
    await expect(change).rejects.toThrow('never changed or removed')
    const after = await one.send<JournalView>(`/drafts/${view.id}/journal?after=1`)
    expect(after.json.entries.map(({ sequence }) => sequence)).toEqual([2, 3])
  })

  test("behavior: the server's clock set back repeats the last time", async () => {
    const { id } = await one.start()
    await server.sql`update drafts set last_at = last_at + 5000 where id = ${id}`
    await one.invite(id, 'Second party')
    await one.invite(id, 'Second party')
    const times = (await journalOf(one, id)).entries.map(({ at }) => at)
    expect(times[2]).toBe(times[1])
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(5000)
  })
})

describe('GET /drafts/:id/snapshots/:hash', () => {
  test('default: any version, by its hash', async () => {
    const view = await startDraft(one, two)
    const journal = await journalOf(one, view.id)
    for (const { snapshot } of journal.entries) {
      const { json } = await one.send(`/drafts/${view.id}/snapshots/${snapshot}`)
      expect(hashOf(json)).toBe(snapshot)
    }
    expect(await refusal(one.send(`/drafts/${view.id}/snapshots/${hashOf('x')}`))).toEqual([404, 'SnapshotUnknown'])
  })
})
