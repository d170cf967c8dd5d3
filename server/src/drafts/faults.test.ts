import { verifyJournal, withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, JournalView } from '@concordat/sdk/drafts/views.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { person, type SignedIn, signedIn, startDraft, twoParties } from '../../test/drafts.ts'
import { codeOf, genesisHash, startServer, type TestServer } from '../../test/harness.ts'
import { contextOf } from './check.ts'

// What goes wrong between people who agree: somebody is put out, the time is over, a clock is wrong.

const at = `0x${'11'.repeat(20)}` as const
const contracts = { Ledger: at, Facts: at, Payments: at, Splits: at }

let server: TestServer
let one: SignedIn
let two: SignedIn
let three: SignedIn
beforeAll(async () => {
  server = await startServer({ deployment: { chainId: 31337, genesisHash, contracts } })
  one = await signedIn(server.send, person(1))
  two = await signedIn(server.send, person(2))
  three = await signedIn(server.send, person(3))
})
afterAll(() => server.stop())
afterEach(() => {
  vi.useRealTimers()
})

const setClock = (seconds: number) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(seconds * 1000)
}
const outcome = async (answer: Promise<{ status: number; json: unknown }>) => {
  const { status, json } = await answer
  return status === 200 ? 'done' : codeOf({ json })
}
const putOut = (view: DraftView) =>
  one.send(`/drafts/${view.id}/seats/${encodeURIComponent('Second party')}`, { method: 'DELETE' })
const isSound = async ({ id }: DraftView) =>
  (await verifyJournal((await one.send<JournalView>(`/drafts/${id}/journal`)).json)) === null

/** What a proposal of the terms as they are sends. */
async function proposalOf(view: DraftView, by: SignedIn) {
  const { json: terms } = await by.send<ReturnType<typeof twoParties>>(`/drafts/${view.id}/snapshots/${view.snapshot}`)
  const context = await contextOf(server.sql, server.context, terms)
  const { agreement } = parseTerms(withJournal(terms, view.journalHead), context)
  return { terms: encodeTerms(agreement), digest: agreementDigest(agreement, 31337, at) }
}

const propose = async (view: DraftView, by: SignedIn, body: unknown) =>
  outcome(by.send(`/drafts/${view.id}/proposed`, { body }))

describe('a participant who is put out', () => {
  test('behavior: confirming at that very moment: no confirmation of theirs is left, whichever came first', async () => {
    for (let round = 0; round < 6; round++) {
      const view = await startDraft(one, two)
      const both = [() => outcome(two.confirm(view)), () => outcome(putOut(view))]
      if (round % 2 === 1) both.reverse()
      const said = await Promise.all(both.map(act => act()))
      expect(said).toContain('done')
      const now = await one.view(view.id)
      expect([now.confirmations, now.seats[1]?.account]).toEqual([[], null])
      expect(await isSound(view)).toBe(true)
    }
  })

  test('behavior: what they signed confirms nothing for whoever takes the seat', async () => {
    const view = await startDraft(one, two)
    await one.confirm(view)
    await two.confirm(view)
    await putOut(view)
    expect(await outcome(two.confirm(view))).toBe('DraftUnknown')
    await three.accept((await one.invite(view.id, 'Second party')).token)
    const now = await one.view(view.id)
    expect(now.confirmations).toEqual([])
    await one.confirm(now)
    expect(await propose(now, one, await proposalOf(now, one))).toBe('ConfirmationMissing')
  })
})

describe('a deadline', () => {
  const inAnHour = () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000).toISOString().replace('.000Z', 'Z')

  test('error: DeadlinePassed, when it passes between the confirmations and the proposal', async () => {
    const view = await startDraft(one, two, twoParties({ signBy: inAnHour() }))
    expect([await outcome(one.confirm(view)), await outcome(two.confirm(view))]).toEqual(['done', 'done'])
    const proposal = await proposalOf(view, two)
    setClock(Date.now() / 1000 + 3_700)
    expect(await propose(view, two, proposal)).toBe('DeadlinePassed')
    expect(await one.view(view.id)).toMatchObject({ state: 'negotiating', problems: [{ code: 'DeadlinePassed' }] })
  })

  test('behavior: a clock that was wrong for a while, and is right again, keeps nobody from agreeing', async () => {
    const view = await startDraft(one, two, twoParties({ signBy: inAnHour() }))
    const now = Date.now() / 1000
    setClock(now + 86_400)
    expect(await outcome(one.confirm(view))).toBe('DeadlinePassed')
    setClock(now - 86_400)
    expect(await outcome(one.confirm(view))).toBe('done')
    setClock(now)
    expect(await outcome(two.confirm(view))).toBe('done')
    expect(await propose(view, two, await proposalOf(view, two))).toBe('done')
    expect(await isSound(view)).toBe(true)
  })
})
