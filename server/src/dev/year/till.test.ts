import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connected, startRails, type TestRails } from '../../../test/rails.ts'
import { requireProcessor } from '../../rails/connections.ts'
import type { Bill } from './stages.ts'
import { openTill } from './till.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
})
afterAll(() => rails.stop())

const base = { round: 0, recordedAt: '2025-11-05T12:00:00Z', date: '2025-11-05' }
const payment = (id: string, amount = '10.00'): Bill => {
  return { ...base, kind: 'payment', id, data: { amount, currency: 'XTS', payer: 'card 1' } }
}
const refund = (id: string, original: string, amount = '3.00'): Bill => {
  return { ...base, kind: 'refund', id, data: { original, amount, currency: 'XTS' } }
}

function open({ account }: Connected, signal = new AbortController().signal) {
  const processor = requireProcessor(rails.context.processors, account)
  return openTill({ processor, metadataOf: ({ date }) => ({ date }), signal })
}

async function madeAt({ account }: Connected) {
  const scope = { stripeAccount: account }
  const payments = await rails.stripe.paymentIntents.list({ limit: 100 }, scope)
  const refunds = await rails.stripe.refunds.list({ limit: 100 }, scope)
  const succeeded = payments.data.filter(({ status }) => status === 'succeeded')
  return [...succeeded, ...refunds.data].map(({ metadata, amount }) => `${metadata?.bill} ${amount}`).sort()
}

describe('openTill', () => {
  test('default', async () => {
    const site = await rails.addConnected()
    const ids = await (await open(site)).take([refund('r1', 'p1'), payment('p1'), payment('p2', '0.50')])
    expect(ids.map(id => id.slice(0, 3))).toEqual(['pi_', 'pi_', 're_'])
    expect(await madeAt(site)).toEqual(['p1 1000', 'p2 50', 'r1 300'])
  })

  test('behavior: what a file repeats, and what an earlier run made, is made once', async () => {
    const site = await rails.addConnected()
    const bills = [payment('p1'), payment('p1'), refund('r1', 'p1')]
    const till = await open(site)
    const [first, second] = await till.take(bills)
    expect(second).toBe(first)
    await till.take(bills)
    expect((await (await open(site)).take(bills))[0]).toBe(first)
    expect(await madeAt(site)).toEqual(['p1 1000', 'r1 300'])
  })

  test('behavior: an answer that is lost, and an outage, make nothing twice', async () => {
    const site = await rails.addConnected()
    const till = await open(site)
    await rails.control('outage', { mode: 'lost', seconds: 2 })
    await till.take([payment('p1'), payment('p2'), payment('p3')])
    expect(await madeAt(site)).toEqual(['p1 1000', 'p2 1000', 'p3 1000'])
  })

  test('behavior: a payer whose card is declined takes another', async () => {
    const site = await rails.addConnected()
    const till = await open(site)
    await rails.control('next', { kind: 'payment', outcome: 'decline' })
    await till.take([payment('p1')])
    expect(await madeAt(site)).toEqual(['p1 1000'])
  })

  test('behavior: what was declined after it was taken is paid anew by the next run', async () => {
    const site = await rails.addConnected()
    await rails.control('settings', { payments: 'manual' })
    const [first] = await (await open(site)).take([payment('p1')])
    await rails.control(`payments/${first}/decline`)
    await rails.control('settings', { payments: 'auto' })
    const [second] = await (await open(site)).take([payment('p1')])
    expect(second).not.toBe(first)
    expect(await madeAt(site)).toEqual(['p1 1000'])
  })

  test('error: PaymentUnknown; and whoever is stopped makes nothing more', async () => {
    const site = await rails.addConnected()
    await expect((await open(site)).take([refund('r1', 'nobody')])).rejects.toMatchObject({ code: 'PaymentUnknown' })
    const stopping = new AbortController()
    const till = await open(site, stopping.signal)
    stopping.abort()
    await expect(till.take([payment('p1')])).rejects.toThrow('aborted')
    expect(await madeAt(site)).toEqual([])
  })
})
