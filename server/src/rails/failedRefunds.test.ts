import { externalId, paymentKey, refundSubject } from '@concordat/sdk/ids.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import type { FactView } from '@concordat/sdk/views.ts'
import { type Address, getAddress, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { type Connected, startRails, type TestRails } from '../../test/rails.ts'
import { cookieName, createSession } from '../sessions/store.ts'
import { requireProcessor } from './connections.ts'
import { findCauses } from './reconcile/causes.ts'
import { readMoney } from './reconcile/money.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
}, 60_000)
afterAll(() => rails.stop())

type View = {
  id: string
  state: string
  amount: string
  refund: string | null
  refusal: { message: string } | null
  orderedBy: Address | null
  replaces: string | null
}

const refund = ({ id, key }: Connected, body: object, idempotencyKey: string = crypto.randomUUID()) =>
  rails.send<View>(`/businesses/${id}/refunds`, { key, idempotencyKey, body })
const list = async ({ id, key }: Connected) => (await rails.send<View[]>(`/businesses/${id}/refunds`, { key })).json

/** The chain books the refund. */
function book({ processor }: Connected, payment: string, id: string): void {
  const subject = refundSubject(paymentKey(processorName(processor), externalId(payment)), externalId(id))
  const fact: FactView = {
    ...{ digest: subject, quorum: zeroHash, topic: 'refund', subject, round: '0', value: zeroHash, observedAt: 1 },
    ...{ usedBy: zeroAddress, agreements: [], block: 1, timestamp: 1, transaction: zeroHash },
    ...{ confirmedBy: [], members: [], needed: 3 },
  }
  rails.fake.facts.push(fact)
}

/** What the account and the chain disagree about, when the chain has booked the payment of 10.00 and the refund of 3.00. */
async function causesOf({ account, id }: Connected, payment: string, refunded: string) {
  const money = await readMoney(requireProcessor(rails.context.processors, account), 'XTS')
  const rows = new Set((await rails.rowsOf(id)).map(row => `${row.kind} ${row.id}`))
  const booked = new Map([
    [externalId(payment), 1_000n],
    [externalId(refunded), -300n],
  ])
  const causes = findCauses({ money, booked, rows, difference: money.balance + money.fees - 700n })
  return causes.filter(({ code }) => code !== 'ProcessorFees' && code !== 'Unexplained')
}

/** A refund of 3.00 that was done and booked, and then failed. */
async function failed() {
  const business = await rails.addConnected()
  const payment = await rails.pay(business)
  await rails.poll(business)
  const { json } = await refund(business, { payment, amount: '3.00' })
  const id = json.refund ?? ''
  await rails.poll(business)
  book(business, payment, id)
  expect(await causesOf(business, payment, id)).toEqual([])
  await rails.control(`refunds/${id}/fail`)
  await rails.poll(business)
  return { business, payment, id }
}

describe('a refund that fails after it was done', () => {
  test('default: it is shown with its reason, named as the cause, and paid again', async () => {
    const { business, payment, id } = await failed()
    const [shown] = await list(business)
    expect(shown).toMatchObject({ state: 'failed', refund: id, amount: '3.00' })
    expect(shown?.refusal?.message).toContain('expired_or_canceled_card')
    expect(await causesOf(business, payment, id)).toEqual([{ code: 'RefundFailed', id, amount: 300n }])

    const again = await refund(business, { replaces: id }, 'again')
    expect(again.json).toMatchObject({ state: 'sent', amount: '3.00', replaces: id })
    expect((await refund(business, { replaces: id }, 'again')).json).toEqual(again.json)
    await rails.poll(business)
    expect(await causesOf(business, payment, id)).toEqual([])
    // The chain has booked it already: it is no row of its own.
    expect(await rails.shown(business)).toEqual([
      ['payment', payment, 0],
      ['refund', id, 0],
    ])
    // What is left of the payment is what it was.
    expect(codeOf(await refund(business, { payment, amount: '7.01' }))).toBe('RefundAbovePayment')
    expect((await refund(business, { payment, amount: '7.00' })).json.state).toBe('sent')
  })

  test('behavior: paid again once, and once more when that fails too', async () => {
    const { business, payment, id } = await failed()
    const answers = await Promise.all([1, 2, 3].map(() => refund(business, { replaces: id })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422])
    const made = answers.find(({ status }) => status === 200)?.json.refund ?? ''
    expect(codeOf(await refund(business, { replaces: id }))).toBe('RefundNotFailed')
    await rails.poll(business)
    await rails.control(`refunds/${made}/fail`)
    await rails.poll(business)
    expect(await causesOf(business, payment, id)).toEqual([{ code: 'RefundFailed', id, amount: 300n }])
    expect((await refund(business, { replaces: id })).json.state).toBe('sent')
    await rails.poll(business)
    expect(await causesOf(business, payment, id)).toEqual([])
  })

  test('behavior: one that was made at the processor itself is kept as well', async () => {
    const business = await rails.addConnected()
    const payment = await rails.pay(business)
    const { id } = await rails.stripe.refunds.create(
      { payment_intent: payment, amount: 300 },
      { stripeAccount: business.account },
    )
    await rails.poll(business)
    book(business, payment, id)
    await rails.control(`refunds/${id}/fail`)
    await rails.poll(business)
    await rails.sql`update processor_events set processed_at = null where account = ${business.account}`
    await rails.poll(business)
    expect((await list(business)).map(({ state, refund, amount }) => [state, refund, amount])).toEqual([
      ['failed', id, '3.00'],
    ])
    expect((await refund(business, { replaces: id })).json).toMatchObject({ state: 'sent', replaces: id })
  })

  test('behavior: one that the chain never booked is ordered again like any other', async () => {
    const { business, id, payment } = await failed()
    rails.fake.facts.length = 0
    const again = await refund(business, { replaces: id })
    expect(again.json).toMatchObject({ state: 'sent', amount: '3.00', replaces: null })
    await rails.poll(business)
    expect(await rails.shown(business)).toContainEqual(['refund', again.json.refund, 0])
    expect(codeOf(await refund(business, { replaces: id }))).toBe('RefundNotFailed')
    expect(payment).toMatch(/^pi_/)
  })

  test('error: one that did not fail, and another business’s', async () => {
    const { id } = await failed()
    const other = await rails.addConnected()
    expect(codeOf(await refund(other, { replaces: id }))).toBe('RefundNotFailed')
    expect(codeOf(await refund(other, { replaces: 're_unknown' }))).toBe('RefundNotFailed')
    expect(codeOf(await refund(other, { replaces: id, payment: 'pi_1' }))).toBe('RequestMalformed')
  })
})

describe('refunds by session', () => {
  const manager = getAddress(`0x${'5'.repeat(40)}`)
  const builder = getAddress(`0x${'6'.repeat(40)}`)

  async function as(account: Address): Promise<Record<string, string>> {
    const { token } = await createSession(rails.sql, account)
    return { cookie: `${cookieName}=${token}` }
  }

  async function managed() {
    const business = await rails.addConnected()
    const participants = [
      { name: 'Olu', role: 'operator', account: manager },
      { name: 'Bao', role: 'builder', account: builder },
    ]
    await rails.sql`update businesses set participants = ${rails.sql.json(participants)} where id = ${business.id}`
    const payment = await rails.pay(business)
    await rails.poll(business)
    const order = (headers: Record<string, string>, idempotencyKey: string) =>
      rails.send<View>(`/businesses/${business.id}/refunds`, {
        headers,
        idempotencyKey,
        body: { payment, amount: '3.00' },
      })
    return { business, order }
  }

  test('default: whose role manages the business gives back, once, and it is kept who did', async () => {
    const { business, order } = await managed()
    const headers = await as(manager)
    const first = await order(headers, 'once')
    expect(first.json).toMatchObject({ state: 'sent', orderedBy: manager })
    expect((await order(headers, 'once')).json).toEqual(first.json)
    const seen = await rails.send<View[]>(`/businesses/${business.id}/refunds`, { headers })
    expect(seen.json).toHaveLength(1)
  })

  test('error: other participants, other people, no session, and a page from elsewhere', async () => {
    const { order } = await managed()
    const codes = async (headers: Record<string, string>) => {
      const answer = await order(headers, crypto.randomUUID())
      return [answer.status, codeOf(answer)]
    }
    expect(await codes(await as(builder))).toEqual([403, 'NotTheManager'])
    expect(await codes(await as(getAddress(`0x${'9'.repeat(40)}`)))).toEqual([403, 'NotTheManager'])
    expect(await codes({})).toEqual([401, 'SignInNeeded'])
    expect(await codes({ ...(await as(manager)), origin: 'https://elsewhere.test' })).toEqual([403, 'OriginForeign'])
  })
})
