import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { type Connected, startRails, type TestRails } from '../../test/rails.ts'
import { listConnections } from './connections.ts'
import { pollEvents } from './events.ts'
import { takeInstructions } from './instructions.ts'
import { addPayoutAccount } from './payoutAccounts.ts'
import { executePayouts } from './payouts.ts'
import { processEvents } from './processEvents.ts'
import { resumeRefunds } from './refunds.ts'

const owner = `0x${'5'.repeat(40)}` as const

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
})
afterAll(() => rails.stop())
afterEach(() => vi.useRealTimers())

/** What the rails' worker does in a turn, each part on its own. */
async function turn({ id }: Connected): Promise<void> {
  const [connection] = await listConnections(rails.sql, id)
  if (connection) await pollEvents(rails.context, connection).catch(() => {})
  await takeInstructions(rails.context)
  for (const work of [executePayouts, resumeRefunds, processEvents]) await work(rails.context).catch(() => {})
}

/** Time goes by: the server's clock goes on, and what its database waits for comes nearer. */
async function pass(seconds: number): Promise<void> {
  const { sql } = rails
  vi.setSystemTime(Date.now() + seconds * 1_000)
  const gone = sql`make_interval(secs => ${seconds})`
  await sql`update processor_events set next_at = next_at - ${gone}`
  await sql`update payout_orders set next_at = next_at - ${gone}, attempted_at = attempted_at - ${gone}`
  await sql`update refund_orders set created_at = created_at - ${gone}, attempted_at = attempted_at - ${gone}`
}

test('behavior: after an hour without the processor all that was asked is done, each once', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const business = await rails.addConnected()
  const { id, key, root } = business
  const account = { owner, agreement: root, holder: 'Anna', account: 'DE89370400440532013000', minimum: 0n }
  const { key: payoutKey } = await addPayoutAccount(rails.context, account, { key: 'once', hash: new Uint8Array(32) })
  const giveBack = (payment: string, idempotencyKey: string) =>
    rails.send(`/businesses/${id}/refunds`, { key, idempotencyKey, body: { payment, amount: '3.00' } })
  const payment = await rails.pay(business, '50.00')
  await rails.poll(business)
  const payments = [payment, await rails.pay(business)]

  // What is asked first is done, and the answer lost; the rest nobody hears. No webhook arrives.
  for (const [round, mode] of ['lost', 'unavailable'].entries()) {
    await rails.control('outage', { mode, seconds: 7_200 })
    expect(codeOf(await giveBack(payment, mode))).toBe('ProcessorUnavailable')
    rails.issue(owner, payoutKey, round + 1)
    await turn(business)
  }
  const checkout = {
    key,
    idempotencyKey: 'asked in the outage',
    body: { agreement: root, amount: '7.00', payer: 'b', purpose: 'c' },
  }
  expect(codeOf(await rails.send('/rails/checkout', checkout))).toBe('ProcessorUnavailable')
  for (let minute = 0; minute < 60; minute += 5) {
    await turn(business)
    await pass(300)
  }
  expect(await rails.shown(business)).toEqual([['payment', payment, 0]])
  const states = await rails.sql`
    select state from payout_orders where payout_account = ${payoutKey}
    union all select state from refund_orders where business = ${id}`
  expect(states.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open'])

  await rails.control('outage/end')
  for (let minute = 0; minute < 2; minute++) {
    await pass(60)
    await turn(business)
  }
  expect((await rails.send('/rails/checkout', checkout)).status).toBe(200)
  const scope = { stripeAccount: business.account }
  const payouts = (await rails.stripe.payouts.list({ limit: 100 }, scope)).data
  const refunds = (await rails.stripe.refunds.list({ limit: 100 }, scope)).data
  expect(new Set(payouts.map(({ metadata }) => metadata?.instruction)).size).toBe(2)
  expect([payouts, refunds].map(({ length }) => length)).toEqual([2, 2])
  const begun = (await rails.shown(business))
    .filter(([, , round]) => round === 0)
    .map(([kind, name]) => `${kind} ${name}`)
  const made = [
    ...payments.map(name => `payment ${name}`),
    ...refunds.map(({ id }) => `refund ${id}`),
    ...payouts.map(({ id }) => `payout ${id}`),
  ]
  expect(begun.sort()).toEqual(made.sort())
})

test('behavior: an event that waited for weeks is still tried, and holds up no other', async () => {
  const business = await rails.addConnected()
  const payment = await rails.pay(business)
  const [connection] = await listConnections(rails.sql, business.id)
  if (connection) await pollEvents(rails.context, connection)
  await rails.sql`update processor_events set attempts = 40000 where account = ${business.account}`
  await rails.control('outage', { mode: 'unavailable', seconds: 60 })
  await processEvents(rails.context)
  await rails.control('outage/end')
  await pass(60)
  await processEvents(rails.context)
  expect(await rails.shown(business)).toEqual([['payment', payment, 0]])
})
