import { termsOf } from '@concordat/sdk/drafts/document.ts'
import { verifyJournal, withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, JournalView } from '@concordat/sdk/drafts/views.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { type Hex, toHex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { person, type SignedIn, signedIn, someHash, twoParties } from '../../../test/drafts.ts'
import { codeOf, genesisHash, startServer, type TestServer } from '../../../test/harness.ts'
import { buildAgreement } from '../../../test/indexer.ts'
import { contextOf } from '../check.ts'

const at = `0x${'11'.repeat(20)}` as const
const deployment = { chainId: 31337, genesisHash, contracts: { Ledger: at, Facts: at, Payments: at, Splits: at } }

let server: TestServer
let one: SignedIn
let two: SignedIn
let stranger: SignedIn
let agreement: AgreementView
beforeAll(async () => {
  server = await startServer({ deployment })
  one = await signedIn(server.send, person(1))
  two = await signedIn(server.send, person(2))
  stranger = await signedIn(server.send, person(3))
})
afterAll(() => server.stop())

let count = 0
/** Puts an agreement of the first two in force. */
async function addAgreement(change: (terms: Agreement) => Agreement = terms => terms): Promise<AgreementView> {
  const accounts = [one, two].map(({ account }) => account.address)
  const file = twoParties({
    monthly: [{ name: 'Rent', amount: '10', unmet: 'carried', shares: { 'First party': '100%' } }],
    period: { timezone: '+08:00', firstMonth: '2026-01', closeAfter: 'P15D' },
  })
  const parties = file.parties.map((party, index) => ({ ...party, account: accounts[index] as string }))
  const context = await contextOf(server.sql, server.context, file)
  const terms = change(parseTerms({ ...file, parties, salt: toHex(++count, { size: 32 }) }, context).agreement)
  const root = agreementDigest(terms, 31337, at)
  const encoded = encodeTerms(terms)
  const view = buildAgreement(someHash, someHash, {
    ...{ root, digest: root, terms: encoded, business: someHash },
    versions: [{ digest: root, previous: toHex(0, { size: 32 }), concludedAt: 1, terms: encoded }],
  })
  server.fake.agreements.push(view)
  return view
}
beforeEach(async () => {
  agreement = await addAgreement()
})

type Answer = { status: number; json: unknown }
const refusal = async (answer: Promise<Answer>) => {
  const { status, json } = await answer
  return [status, codeOf({ json })]
}
const amend = (who: SignedIn, root = agreement.root) => who.send<DraftView>('/drafts', { body: { amends: root } })
const begin = async () => (await amend(one)).json
const edit = (id: Hex, change: (terms: Y.Map<unknown>) => void, author = one) =>
  server.context.rooms.edit<void>(id, async () => ({
    edit: { author: author.account.address, kind: 'edited', args: {}, change: doc => change(termsOf(doc)) },
    work: async () => {},
  }))
const listOf = (terms: Y.Map<unknown>, name: string) => terms.get(name) as Y.Array<Y.Map<unknown>>
const raiseRent = (id: Hex) => edit(id, terms => listOf(terms, 'monthly').get(0).set('amount', '20'))
const removeSecond = (id: Hex) =>
  edit(id, terms => {
    listOf(terms, 'parties').delete(1)
    listOf(terms, 'clauses')
      .get(0)
      .set('shares', toMap({ Party: '100%' }))
  })
const toMap = (value: Record<string, string>) => new Y.Map(Object.entries(value))
const confirmAll = async (id: Hex, ...everyone: SignedIn[]) => {
  for (const who of everyone) expect((await who.confirm(await who.view(id))).status).toBe(200)
}
async function proposalOf({ id, snapshot, journalHead }: DraftView) {
  const { json: terms } = await one.send<SplitsTermsFile>(`/drafts/${id}/snapshots/${snapshot}`)
  const { amends } = await one.view(id)
  const context = await contextOf(server.sql, server.context, terms, amends)
  const { agreement: next } = parseTerms(withJournal(terms, journalHead), context)
  return { next, body: { terms: encodeTerms(next), digest: agreementDigest(next, 31337, at) } }
}
/** A proposed change, as the chain knows it. */
async function announced() {
  const { id } = await begin()
  await raiseRent(id)
  await confirmAll(id, one, two)
  const { body } = await proposalOf(await one.view(id))
  expect((await one.send(`/drafts/${id}/proposed`, { body })).status).toBe(200)
  const { digest, terms } = body
  const version = { digest, previous: agreement.digest, concludedAt: null as number | null, terms }
  const signers = [one, two].map(({ account }) => ({
    ...{ account: account.address, role: 'party', leaves: false, signedAt: null },
  }))
  const pending: AgreementView['pending'][number] = { digest, signBy: 4e9, signers, declined: null }
  agreement.versions.push(version)
  agreement.pending.push(pending)
  return { id, digest, version, pending }
}

describe('POST /drafts with amends', () => {
  test('default: every party has a seat at once and hears of it', async () => {
    const { json: view } = await amend(two)
    expect(view).toMatchObject({
      ...{ state: 'negotiating', drafter: two.account.address, you: 'Party 2', title: 'Agreement' },
      amends: { root: agreement.root, digest: agreement.digest, version: 2, standing: 'open', terms: agreement.terms },
    })
    expect(view.seats.map(({ account, leaves, joinedAt }) => [account, leaves, joinedAt !== null])).toEqual([
      [one.account.address, false, true],
      [two.account.address, false, true],
    ])
    expect(view.problems.map(({ code }) => code)).toEqual(['NothingChanged'])
    const told = await server.sql`
      select kind from alerts where subject = ${view.id} and account = ${one.account.address}`
    expect(told.map(({ kind }) => kind)).toEqual(['draftAmending'])
    const { json: journal } = await one.send<JournalView>(`/drafts/${view.id}/journal`)
    expect(journal.entries[0]?.args).toMatchObject({ amends: { root: agreement.root, digest: agreement.digest } })
    expect(await verifyJournal(journal, { end: view.journalEnd })).toBeNull()
    expect(await refusal(stranger.send(`/drafts/${view.id}`))).toEqual([404, 'DraftUnknown'])
  })

  test('behavior: names in Chinese, and those of the draft that the terms came from', async () => {
    const { json: zh } = await one.send<DraftView>('/drafts', { body: { amends: agreement.root, language: 'zh' } })
    expect(zh.amends?.base).toMatchObject({ monthly: [{ name: '条款 1', continues: '条款 1' }] })

    const { id, digest, version } = await announced()
    Object.assign(version, { concludedAt: 2 })
    Object.assign(agreement, { digest, terms: version.terms, pending: [] })
    expect(await one.view(id)).toMatchObject({ state: 'effective', waitingFor: [], amends: { standing: 'overtaken' } })
    const { amends, problems } = await begin()
    expect(amends).toMatchObject({ version: 3, digest, base: { parties: [{ name: 'Party' }, { name: 'Party 2' }] } })
    expect(problems.map(({ code }) => code)).toEqual(['NothingChanged'])
  })

  test('error: AgreementUnknown, NotAParty, AgreementNotAmendable, TermsNotEditable', async () => {
    expect(await refusal(amend(one, someHash))).toEqual([404, 'AgreementUnknown'])
    expect(await refusal(amend(stranger))).toEqual([403, 'NotAParty'])
    for (const status of ['proposed', 'declined', 'terminated', 'superseded', 'completed'] as const) {
      agreement.status = status
      const answer = await amend(one)
      expect([answer.status, codeOf(answer)]).toEqual([409, 'AgreementNotAmendable'])
    }
    agreement.status = 'frozen'
    expect((await amend(one)).status).toBe(200)
    const odd = await addAgreement(terms => ({
      ...terms,
      rules: { ...terms.rules, monthly: terms.rules.monthly.map(clause => ({ ...clause, perQuantity: 7n })) },
    }))
    expect(await refusal(amend(one, odd.root))).toEqual([422, 'TermsNotEditable'])
  })
})

describe('drafting a change', () => {
  test('default: what differs is proposed against the version in force', async () => {
    const { id } = await begin()
    await raiseRent(id)
    expect((await one.view(id)).problems).toEqual([])
    await confirmAll(id, one, two)
    const { next, body } = await proposalOf(await two.view(id))
    expect(next).toMatchObject({ root: agreement.root, previous: agreement.digest })
    expect(next.rules.monthly[0]).toMatchObject({ amount: 2_000n, continues: 1 })
    const { json } = await two.send<DraftView>(`/drafts/${id}/proposed`, { body })
    expect(json).toMatchObject({ state: 'proposed', proposed: body.digest })
  })

  test('behavior: whoever the change leaves out keeps a seat, confirms, and cannot be removed', async () => {
    const { id } = await begin()
    await removeSecond(id)
    const { seats } = await two.view(id)
    expect(seats.at(-1)).toMatchObject({ party: 'Party 2', account: two.account.address, leaves: true, role: 'party' })
    const path = `/drafts/${id}/seats/${seats.at(-1)?.id}`
    expect(await refusal(one.send(path, { method: 'DELETE' }))).toEqual([409, 'LeaverStays'])
    await confirmAll(id, one)
    const { body } = await proposalOf(await one.view(id))
    expect(await refusal(one.send(`/drafts/${id}/proposed`, { body }))).toEqual([409, 'ConfirmationMissing'])
    await confirmAll(id, two)
    expect((await one.send(`/drafts/${id}/proposed`, { body })).status).toBe(200)
  })

  test('behavior: a party is replaced, comes back, and only parties in force can propose', async () => {
    const { id } = await begin()
    await one.send(`/drafts/${id}/seats/Party%202`, { method: 'DELETE' })
    const gone = (await two.view(id)).seats
    expect(gone.map(({ account, leaves }) => [account, leaves])).toEqual([
      [one.account.address, false],
      [null, false],
      [two.account.address, true],
    ])
    expect(gone[2]?.party).toMatch(/^Party 2 \(0x/)
    const { token } = await one.invite(id, 'Party 2')
    await stranger.accept(token)
    await confirmAll(id, one, stranger, two)
    expect((await one.view(id)).waitingFor.map(({ account }) => account)).toEqual([
      one.account.address,
      two.account.address,
    ])
    const { next, body } = await proposalOf(await one.view(id))
    expect(next.parties[1]?.account).toBe(stranger.account.address)
    expect(await refusal(stranger.send(`/drafts/${id}/proposed`, { body }))).toEqual([403, 'ProposerOutside'])

    await one.send(`/drafts/${id}/seats/Party%202`, { method: 'DELETE' })
    expect(await refusal(stranger.send(`/drafts/${id}`))).toEqual([404, 'DraftUnknown'])
    const back = await two.accept((await one.invite(id, 'Party 2', two.account.address)).token)
    expect(back.json.seats.map(({ account, leaves }) => [account, leaves])).toEqual([
      [one.account.address, false],
      [two.account.address, false],
    ])
  })

  test('error: AmendmentOvertaken, AgreementNotAmendable: nobody can confirm', async () => {
    const { id } = await begin()
    await raiseRent(id)
    const { digest } = agreement
    agreement.digest = someHash
    expect(await one.view(id)).toMatchObject({
      ...{ state: 'lapsed', ended: { kind: 'overtaken' }, waitingFor: [] },
      ...{ amends: { standing: 'overtaken' }, problems: [{ code: 'AmendmentOvertaken' }] },
    })
    expect(await refusal(one.confirm(await one.view(id)))).toEqual([422, 'DraftIncomplete'])
    Object.assign(agreement, { digest, status: 'terminated' })
    const { problems, amends } = await one.view(id)
    expect([amends?.standing, problems[0]?.code, problems[0]?.args]).toEqual([
      ...['ended', 'AgreementNotAmendable', { status: 'terminated' }],
    ])
    server.fake.agreements.splice(0)
    expect((await one.view(id)).amends?.standing).toBe('unknown')
  })
})

describe('what becomes of a proposed change', () => {
  test('behavior: it waits for signatures, of those who leave too', async () => {
    const { id, pending } = await announced()
    const waits = async () => (await one.view(id)).waitingFor.map(({ account }) => account)
    expect(await waits()).toEqual([one.account.address, two.account.address])
    Object.assign(pending.signers[0] ?? {}, { signedAt: 5 })
    expect(await waits()).toEqual([two.account.address])
    expect(await refusal(one.send(`/drafts/${id}/withdraw`, { body: { reason: 'x' } }))).toEqual([
      409,
      'AgreementOnChain',
    ])
  })

  test('behavior: declined, overtaken, ended, expired', async () => {
    const { id, pending, digest } = await announced()
    const end = async () => {
      const { state, ended } = await two.view(id)
      return [state, ended?.kind, ended?.reason]
    }
    pending.declined = { party: two.account.address, reason: 'Too much.', at: 7 }
    expect(await end()).toEqual(['declined', 'declined', 'Too much.'])
    pending.declined = null
    Object.assign(agreement, { digest: someHash, pending: [] })
    expect(await end()).toEqual(['lapsed', 'overtaken', ''])
    agreement.status = 'terminated'
    expect(await end()).toEqual(['lapsed', 'ended', ''])
    Object.assign(agreement, { digest: agreement.root, status: 'effective', versions: [], pending: [] })
    expect(await end()).toEqual(['proposed', undefined, undefined])
    const [row] = await server.sql<{ terms: Hex }[]>`select proposal ->> 'terms' as terms from drafts where id = ${id}`
    const late = decodeTerms(row?.terms ?? '0x')
    const terms = encodeTerms({ ...late, rules: { ...late.rules, signBy: 5 } })
    const proposal = JSON.stringify({ digest, terms, at: 1 })
    await server.sql`update drafts set proposal = ${proposal}::text::jsonb where id = ${id}`
    expect(await end()).toEqual(['lapsed', 'expired', ''])
  })
})

describe('POST /drafts with restarts', () => {
  const restart = (who: SignedIn, id: Hex) => who.send<DraftView>('/drafts', { body: { restarts: id } })

  test('default: the same text against the terms in force, everyone at their seats', async () => {
    const { id, pending } = await announced()
    expect(await refusal(restart(one, id))).toEqual([409, 'DraftNotOver'])
    pending.declined = { party: two.account.address, reason: 'No.', at: 7 }
    const { json } = await restart(two, id)
    expect(json).toMatchObject({ state: 'negotiating', drafter: two.account.address, problems: [], confirmations: [] })
    expect(json.seats.map(({ account }) => account)).toEqual([one.account.address, two.account.address])
    expect(json.snapshot).toBe((await one.view(id)).snapshot)
    const told = await server.sql`select kind from alerts where subject = ${json.id}`
    expect(told.map(({ kind }) => kind)).toEqual(['draftRestarted'])
  })

  test('behavior: a draft whose terms were overtaken while it was negotiated', async () => {
    const { id } = await begin()
    await raiseRent(id)
    expect(await refusal(restart(one, id))).toEqual([409, 'DraftNotOver'])
    const other = await addAgreement()
    Object.assign(agreement, { digest: other.digest, terms: other.terms })
    expect(await one.view(id)).toMatchObject({ waitingFor: [], amends: { standing: 'overtaken' } })
    const { json } = await restart(two, id)
    expect(json).toMatchObject({ problems: [], amends: { digest: other.digest, standing: 'open' } })
    expect(json.snapshot).toBe((await one.view(id)).snapshot)
  })

  test('behavior: a draft of new terms that was withdrawn', async () => {
    const view = await one.start()
    const { token } = await one.invite(view.id, 'Second party')
    await two.accept(token)
    await one.send(`/drafts/${view.id}/withdraw`, { body: { reason: 'Later.' } })
    expect(await refusal(restart(stranger, view.id))).toEqual([404, 'DraftUnknown'])
    const { json } = await restart(two, view.id)
    expect(json).toMatchObject({ you: 'Second party', drafter: two.account.address, problems: [], amends: null })
    expect([view.restarts, json.restarts]).toEqual([null, view.id])
  })
})
