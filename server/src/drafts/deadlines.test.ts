import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { person, type SignedIn, signedIn, startDraft, twoParties } from '../../test/drafts.ts'
import { genesisHash, startServer, type TestServer } from '../../test/harness.ts'
import { remind } from '../alerts/remind.ts'
import { deadlineOf } from './deadlines.ts'

const at = `0x${'11'.repeat(20)}` as const
const contracts = { Ledger: at, Facts: at, Payments: at, Splits: at }

let server: TestServer
let one: SignedIn
let two: SignedIn
beforeAll(async () => {
  server = await startServer({ deployment: { chainId: 31337, genesisHash, contracts } })
  one = await signedIn(server.send, person(1))
  two = await signedIn(server.send, person(2))
})
afterAll(() => server.stop())
beforeEach(() => server.sql`truncate alerts, alert_deadlines`)

const hour = 3_600
const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000 + days * 86_400) * 1000)
const moment = (date: Date) => date.toISOString().replace('.000Z', 'Z')

/** A draft of two that has to be signed in ten days, and how reminding at a moment before then goes. */
async function tenDays(change = {}) {
  const date = inDays(10)
  const view = await startDraft(one, two, twoParties({ signBy: moment(date), ...change }))
  const at = date.getTime() / 1000
  const remindBefore = (hours: number) => remind(server.sql, server.hub, at - hours * hour)
  const told = async (who: SignedIn) =>
    (
      await server.sql<{ kind: string }[]>`
        select kind from alerts where account = ${who.account.address} and kind in ('draftDue', 'draftLapsed') order by id`
    ).map(({ kind }) => kind)
  return { view, at, remindBefore, told }
}

describe('deadlineOf', () => {
  test('default', () => {
    expect(deadlineOf({ signBy: '2026-01-31', timezone: '+08:00' })).toBe(Date.UTC(2026, 0, 31, 15, 59, 59) / 1000)
    expect(deadlineOf({ signBy: '2026-01-31T12:00:00Z' })).toBe(Date.UTC(2026, 0, 31, 12) / 1000)
  })

  test('behavior: days that count from the proposal, and what is no time, are no deadline', () => {
    for (const signBy of ['P30D', 'soon', '', undefined, 5]) expect(deadlineOf({ signBy })).toBeNull()
  })
})

describe('keepDraftDeadlines', () => {
  test('default: three days and one day before, and once it has passed', async () => {
    const { view, at, remindBefore, told } = await tenDays()
    await remindBefore(73)
    expect(await told(one)).toEqual([])
    for (const hours of [72, 70, 30]) await remindBefore(hours)
    expect(await told(one)).toEqual(['draftDue'])
    await remindBefore(24)
    expect(await told(two)).toEqual(['draftDue', 'draftDue'])
    await remindBefore(0)
    await remindBefore(-5)
    expect(await told(two)).toEqual(['draftDue', 'draftDue', 'draftLapsed'])
    const [alert] = await server.sql`select subject, args from alerts where kind = 'draftDue' limit 1`
    expect(alert).toEqual({ subject: view.id, args: { title: 'New agreement', until: at } })
  })

  test('behavior: only those who have not confirmed; everyone when only the proposal is missing', async () => {
    const { view, remindBefore, told } = await tenDays()
    await one.confirm(view)
    await remindBefore(72)
    expect([await told(one), await told(two)]).toEqual([[], ['draftDue']])
    await two.confirm(view)
    await remindBefore(24)
    expect([await told(one), await told(two)]).toEqual([['draftDue'], ['draftDue', 'draftDue']])
  })

  test('behavior: in a set order only whose turn it is', async () => {
    const { view, remindBefore, told } = await tenDays({ ordered: true })
    await remindBefore(72)
    expect([await told(one), await told(two)]).toEqual([['draftDue'], []])
    await one.confirm(view)
    await remindBefore(24)
    expect([await told(one), await told(two)]).toEqual([['draftDue'], ['draftDue']])
  })

  test('behavior: whoever joins is reminded, whoever is out is not, and nobody of a draft that is over', async () => {
    const { view, remindBefore, told } = await tenDays()
    const three = await signedIn(server.send, person(3))
    await one.send(`/drafts/${view.id}/seats/${encodeURIComponent('Second party')}`, { method: 'DELETE' })
    await three.accept((await one.invite(view.id, 'Second party')).token)
    await remindBefore(72)
    expect([await told(one), await told(two), await told(three)]).toEqual([['draftDue'], [], ['draftDue']])
    await one.send(`/drafts/${view.id}/withdraw`, { body: { reason: 'No.' } })
    await remindBefore(24)
    await remindBefore(0)
    expect(await told(one)).toEqual(['draftDue'])
  })

  test('behavior: a clock that jumps back and forth, or a server that was off, repeats nothing', async () => {
    const { remindBefore, told } = await tenDays()
    for (const hours of [72, 60, 80, 71, 24, 200, 20, 72, 24]) await remindBefore(hours)
    expect(await told(one)).toEqual(['draftDue', 'draftDue'])
    // Off from before the last reminder until a week after the deadline.
    const late = await tenDays()
    await late.remindBefore(-7 * 24)
    expect((await late.told(one)).filter(kind => kind === 'draftLapsed')).toEqual(['draftLapsed', 'draftLapsed'])
  })
})
