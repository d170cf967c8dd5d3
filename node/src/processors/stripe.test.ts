import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dispute, paidAt, payment, refund } from '../../test/feed.ts'
import { account } from '../../test/records.ts'
import type { ProcessorPort, ProcessorRow } from './port.ts'
import { createStripe } from './stripe.ts'

type Answer = { status?: number; body: object }
const rowOf = (row: unknown) => row as ProcessorRow
const paymentRow = (id = 'pi_1') => rowOf(paidAt(payment(id, '10.00'), account))
const refundRow = rowOf(paidAt(refund('re_1', 'pi_1', '4.00'), account))
const disputeRow = rowOf(dispute('dp_1', 'pi_1', '4.00', account))
const payoutRow = rowOf({ kind: 'payout', id: 'po_1', data: {} })

const intent = { id: 'pi_1', amount_received: 1_000, currency: 'xts', created: 7, metadata: { payer: 'card 1' } }
let answers: Record<string, Answer>
let asked: { path: string; account: string | undefined; key: string | undefined }[]
let port: ProcessorPort

const server = createServer((request, response) => {
  const path = request.url?.split('?')[0] ?? ''
  const { authorization: key, 'stripe-account': account } = request.headers
  asked.push({ path, account: account as string | undefined, key })
  const missing = { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${path}` }
  const { status = 200, body } = answers[path] ?? { status: 404, body: { error: missing } }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})

beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  return new Promise(resolve => server.close(resolve))
})

const connect = (key = 'rk_1') => {
  const address = server.address()
  const settings = { rail: 'stripe' as const, account: 'acct_1', key, host: '127.0.0.1', protocol: 'http' as const }
  const at = typeof address === 'object' && address ? address.port : 1
  return createStripe({ settings: { ...settings, port: at }, isSigned: async payer => payer === 'card 1' })
}

beforeEach(() => {
  asked = []
  answers = { '/v1/account': { body: { id: 'acct_1', object: 'account' } } }
  port = connect()
})

const paymentIs = (change: object) => {
  answers['/v1/payment_intents/pi_1'] = { body: { ...intent, status: 'succeeded', ...change } }
  return port.read(paymentRow())
}

describe(createStripe, () => {
  test('default', async () => {
    expect(await paymentIs({})).toEqual({
      kind: 'payment',
      outcome: 'succeeded',
      amount: '1000',
      currency: 'XTS',
      metadata: { payer: 'card 1' },
      createdAt: 7,
      status: 'succeeded',
      isSigned: true,
    })
    expect(asked).toMatchObject([{ path: '/v1/account' }, { path: '/v1/payment_intents/pi_1', account: undefined }])
    expect(asked[0]?.key).toBe('Bearer rk_1')
  })

  test('behavior: a payment is done, under way, or not made', async () => {
    const outcomes: [string, string][] = [
      ['succeeded', 'succeeded'],
      ['processing', 'pending'],
      ['requires_payment_method', 'failed'],
      ['requires_action', 'failed'],
      ['requires_capture', 'failed'],
      ['canceled', 'failed'],
    ]
    for (const [status, outcome] of outcomes) expect(await paymentIs({ status })).toMatchObject({ status, outcome })
  })

  test('behavior: amounts are in the minor unit of ISO 4217', async () => {
    expect(await paymentIs({ currency: 'isk', amount_received: 50_000 })).toMatchObject({
      amount: '500',
      currency: 'ISK',
    })
    expect(await paymentIs({ currency: 'isk', amount_received: 50_050 })).toMatchObject({ amount: null })
  })

  test('behavior: a refund names its payment', async () => {
    const body = { amount: 400, currency: 'xts', created: 8, metadata: null, payment_intent: 'pi_1' }
    for (const [status, outcome] of [
      ['succeeded', 'succeeded'],
      ['pending', 'pending'],
      ['requires_action', 'pending'],
      ['failed', 'failed'],
      ['canceled', 'failed'],
    ]) {
      answers['/v1/refunds/re_1'] = { body: { ...body, status } }
      const expected = { kind: 'refund', outcome, original: 'pi_1', amount: '400', metadata: {} }
      expect(await port.read(refundRow)).toMatchObject(expected)
    }
  })

  test('behavior: what a dispute moved is told by its balance transactions', async () => {
    const taken = { amount: -400, created: 9 }
    const back = { amount: 400, created: 12 }
    const cases: [string, object[], string, string][] = [
      ['warning_needs_response', [], 'failed', 'failed'],
      ['needs_response', [], 'pending', 'pending'],
      ['needs_response', [taken], 'succeeded', 'pending'],
      ['under_review', [taken], 'succeeded', 'pending'],
      ['won', [taken], 'succeeded', 'pending'],
      ['won', [taken, { ...back, amount: 300 }], 'succeeded', 'pending'],
      ['won', [taken, back], 'succeeded', 'succeeded'],
      ['lost', [taken], 'succeeded', 'failed'],
      ['prevented', [], 'failed', 'failed'],
    ]
    const body = { amount: 400, currency: 'xts', created: 9, metadata: {}, payment_intent: { id: 'pi_1' } }
    for (const [status, balance_transactions, withdrawn, reinstated] of cases) {
      answers['/v1/disputes/dp_1'] = { body: { ...body, status, balance_transactions } }
      const record = await port.read(disputeRow)
      expect([status, record]).toMatchObject([status, { withdrawn, reinstated, original: 'pi_1' }])
      if (reinstated === 'succeeded') expect(record).toMatchObject({ reinstatedAt: 12 })
    }
  })

  test('behavior: a payout is on its way, paid, failed or returned', async () => {
    const body = { amount: 400, currency: 'xts', created: 9, metadata: { instruction: '0x' }, destination: 'ba_1' }
    const cases: [object, string, string | null][] = [
      [{ status: 'pending' }, 'accepted', null],
      [{ status: 'in_transit' }, 'accepted', null],
      [{ status: 'paid' }, 'paid', null],
      [{ status: 'failed', failure_code: 'account_closed' }, 'failed', 'account_closed'],
      [{ status: 'canceled' }, 'failed', 'canceled'],
      [{ status: 'paid', reversed_by: 'po_2' }, 'reversed', 'reversed'],
    ]
    for (const [change, state, failure] of cases) {
      answers['/v1/payouts/po_1'] = { body: { ...body, failure_code: null, reversed_by: null, ...change } }
      expect(await port.read(payoutRow)).toMatchObject({ state, failure, destination: 'ba_1' })
    }
  })

  test('behavior: what the processor does not have is none, and ids that are none of its own are not asked for', async () => {
    expect(await port.read(paymentRow())).toEqual({ kind: 'none' })
    const before = asked.length
    for (const id of ['pi_1/../balance', 'pi_1?expand[]=customer', 'cash', 're_1'])
      expect(await port.read(paymentRow(id))).toEqual({ kind: 'none' })
    expect(asked).toHaveLength(before)
  })

  test('behavior: acts for the account that is named, not for the one the key happens to belong to', async () => {
    answers['/v1/account'] = { body: { id: 'acct_platform', object: 'account' } }
    await paymentIs({})
    expect(asked.at(-1)).toMatchObject({ account: 'acct_1' })
  })

  test('error: ProcessorRefused', async () => {
    const error = { type: 'invalid_request_error', message: 'The key may not do this.' }
    for (const status of [400, 401, 403]) {
      answers['/v1/payment_intents/pi_1'] = { status, body: { error } }
      await expect(port.read(paymentRow())).rejects.toMatchObject({ code: 'ProcessorRefused' })
    }
  })

  test('error: ProcessorUnavailable, until it answers', async () => {
    answers['/v1/account'] = { status: 503, body: { error: { type: 'api_error', message: 'Down.' } } }
    await expect(port.read(paymentRow())).rejects.toMatchObject({ code: 'ProcessorUnavailable' })
    answers['/v1/account'] = { body: { id: 'acct_1', object: 'account' } }
    expect(await paymentIs({})).toMatchObject({ outcome: 'succeeded' })
    answers['/v1/payment_intents/pi_1'] = { status: 429, body: { error: { type: 'invalid_request_error' } } }
    await expect(port.read(paymentRow())).rejects.toMatchObject({ code: 'ProcessorUnavailable' })
    const closed = { rail: 'stripe' as const, account: 'acct_1', key: 'rk_1', host: '127.0.0.1', port: 1 }
    const nowhere = createStripe({ settings: { ...closed, protocol: 'http' }, isSigned: async () => false })
    await expect(nowhere.read(paymentRow())).rejects.toMatchObject({ code: 'ProcessorUnavailable' })
  })
})

describe('an instruction for which nothing was paid', () => {
  const id = `0x${'5'.repeat(64)}`
  const row = (bank = 'ba_1') =>
    rowOf({ kind: 'payout', id, data: { instruction: id, particulars: { account: bank } } })
  const listed = (...data: object[]) => {
    answers['/v1/payouts'] = { body: { object: 'list', url: '/v1/payouts', has_more: false, data } }
  }
  const banks = (...data: object[]) => {
    const url = '/v1/accounts/acct_1/external_accounts'
    answers[url] = { body: { object: 'list', url, has_more: false, data } }
  }
  const bank = (status: string) => ({ id: 'ba_1', object: 'bank_account', status })

  test('default: there is no payout, and the account is closed or not', async () => {
    listed({ id: 'po_1', metadata: { instruction: 'another' } })
    const unmade = { kind: 'unmade', destination: 'ba_1' }
    banks({ ...bank('new'), id: 'ba_2' })
    expect(await port.read(row())).toEqual({ ...unmade, closure: 'external_account_missing' })
    banks(bank('errored'))
    expect(await port.read(row())).toEqual({ ...unmade, closure: 'external_account_errored' })
    banks(bank('new'))
    expect(await port.read(row())).toEqual({ ...unmade, closure: null })
  })

  test('behavior: a payout that was made is what counts', async () => {
    listed({ id: 'po_1', status: 'paid', amount: 1_000, currency: 'xts', created: 7, metadata: { instruction: id } })
    expect(await port.read(row())).toMatchObject({ kind: 'payout', state: 'paid' })
  })

  test('error: a key that may not see the accounts is no closed account', async () => {
    listed()
    expect(await port.read(row())).toEqual({ kind: 'none' })
    const body = { error: { type: 'invalid_request_error', message: 'This key may not.' } }
    answers['/v1/accounts/acct_1/external_accounts'] = { status: 403, body }
    await expect(port.read(row())).rejects.toMatchObject({ code: 'ProcessorRefused' })
  })

  test('error: an account that is none of the processor is asked for nowhere', async () => {
    expect(await port.read(row('../balance'))).toEqual({ kind: 'none' })
    expect(asked).toEqual([])
  })
})
