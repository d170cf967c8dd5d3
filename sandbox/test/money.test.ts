import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, pay, startSandbox, type TestSandbox, until } from './harness.ts'

let sandbox: TestSandbox
let stripe: TestSandbox['stripe']
beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
})
afterEach(() => sandbox.reset())
afterAll(() => sandbox.end())

const available = async (currency: string, account?: string) => {
  const balance = await stripe.balance.retrieve({}, account === undefined ? {} : { stripeAccount: account })
  return balance.available.find(one => one.currency === currency)?.amount ?? 0
}

const eventTypes = async () => (await stripe.events.list({ limit: 100 })).data.map(event => event.type).reverse()

describe('refunds', () => {
  test('default: partial ones, then the rest, and never more than the payment', async () => {
    const intent = await pay(stripe, 1_000)
    const first = await stripe.refunds.create({ payment_intent: intent.id, amount: 300, reason: 'duplicate' })
    expect(first).toMatchObject({
      object: 'refund',
      amount: 300,
      charge: intent.latest_charge,
      currency: 'usd',
      payment_intent: intent.id,
      reason: 'duplicate',
      status: 'succeeded',
      balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(first.id).toMatch(/^re_/)
    await stripe.refunds.create({ charge: String(intent.latest_charge), amount: 200, metadata: { case: '9' } })
    const over = await errorOf(stripe.refunds.create({ payment_intent: intent.id, amount: 501 }))
    expect(over).toMatchObject({ type: 'StripeInvalidRequestError', param: 'amount', statusCode: 400 })
    const rest = await stripe.refunds.create({ payment_intent: intent.id, expand: ['charge', 'balance_transaction'] })
    expect(rest).toMatchObject({
      amount: 500,
      balance_transaction: { amount: -500, net: -500, reporting_category: 'refund', source: rest.id, type: 'refund' },
      charge: { amount_refunded: 1_000, refunded: true },
    })
    const none = await errorOf(stripe.refunds.create({ payment_intent: intent.id }))
    expect(none.code).toBe('charge_already_refunded')
    const { data } = await stripe.refunds.list({ payment_intent: intent.id })
    expect(data.map(({ amount }) => amount)).toEqual([500, 200, 300])
    expect(await available('usd')).toBe(0)
    expect((await eventTypes()).filter(type => type.includes('refund'))).toEqual([
      ...['refund.created', 'charge.refunded', 'refund.created', 'charge.refunded'],
      ...['refund.created', 'charge.refunded'],
    ])
  })

  test('behavior: one that fails later gives the money back', async () => {
    const intent = await pay(stripe, 1_000, 'usd', 'pm_card_refundFail')
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 400 })
    expect(refund.status).toBe('succeeded')
    expect(await available('usd')).toBe(600)
    const failed = await until(
      () => stripe.refunds.retrieve(refund.id),
      ({ status }) => status === 'failed',
    )
    expect(failed).toMatchObject({
      failure_balance_transaction: expect.stringMatching(/^txn_/),
      failure_reason: 'expired_or_canceled_card',
    })
    expect(await available('usd')).toBe(1_000)
    const charge = await stripe.charges.retrieve(String(intent.latest_charge), { expand: ['refunds'] })
    expect(charge).toMatchObject({ amount_refunded: 0, refunded: false, refunds: { data: [{ id: refund.id }] } })
    expect((await eventTypes()).slice(-3)).toEqual(['refund.updated', 'charge.refund.updated', 'refund.failed'])
  })

  test('behavior: one that stays pending, and ones a person decides', async () => {
    const intent = await pay(stripe, 1_000, 'usd', 'pm_card_pendingRefund')
    const slow = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
    expect(slow).toMatchObject({ pending_reason: 'processing', status: 'pending' })
    const done = await until(
      () => stripe.refunds.retrieve(slow.id),
      ({ status }) => status === 'succeeded',
    )
    expect(done).not.toHaveProperty('pending_reason')
    await sandbox.control('settings', { refunds: 'manual' })
    const mine = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
    expect(mine.status).toBe('pending')
    await sandbox.control(`refunds/${mine.id}/fail`, { code: 'unknown' })
    expect(await stripe.refunds.retrieve(mine.id)).toMatchObject({ failure_reason: 'unknown', status: 'failed' })
    await sandbox.control('next', { kind: 'refund', outcome: 'succeed' })
    expect((await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })).status).toBe('succeeded')
    expect(await available('usd')).toBe(800)
  })

  test('behavior: below zero, or waiting for money when that is asked for', async () => {
    const account = await stripe.accounts.create({ type: 'custom', country: 'US' })
    await stripe.accounts.createExternalAccount(account.id, bank())
    const own = { stripeAccount: account.id }
    const intent = await pay(stripe, 1_000, 'usd', 'pm_card_visa', account.id)
    await stripe.payouts.create({ amount: 900, currency: 'usd' }, own)
    await stripe.refunds.create({ payment_intent: intent.id, amount: 150 }, own)
    expect(await available('usd', account.id)).toBe(-50)
    await sandbox.control('settings', { refundsWait: true })
    const waiting = await stripe.refunds.create({ payment_intent: intent.id, amount: 200 }, own)
    expect(waiting).toMatchObject({
      balance_transaction: null,
      pending_reason: 'insufficient_funds',
      status: 'pending',
    })
    await pay(stripe, 500, 'usd', 'pm_card_visa', account.id)
    await until(
      () => stripe.refunds.retrieve(waiting.id, {}, own),
      ({ status }) => status === 'succeeded',
    )
    expect(await available('usd', account.id)).toBe(250)
  })
})

describe('disputes', () => {
  test('default: takes the money when it opens, and brings it back when it is won', async () => {
    await sandbox.control('settings', { disputeFee: 1_500 })
    const intent = await pay(stripe, 5_000, 'usd', 'pm_card_createDispute')
    const [opened] = (
      await until(
        () => stripe.disputes.list({ payment_intent: intent.id }),
        ({ data }) => data.length === 1,
      )
    ).data
    const id = opened?.id ?? ''
    expect(opened).toMatchObject({
      amount: 5_000,
      charge: intent.latest_charge,
      is_charge_refundable: false,
      reason: 'fraudulent',
      status: 'needs_response',
      balance_transactions: [
        { amount: -5_000, fee: 1_500, net: -6_500, reporting_category: 'dispute', source: id, type: 'adjustment' },
      ],
    })
    expect(await available('usd')).toBe(-1_500)
    expect((await stripe.charges.retrieve(String(intent.latest_charge))).disputed).toBe(true)
    expect((await errorOf(stripe.refunds.create({ payment_intent: intent.id }))).code).toBe('charge_disputed')
    const saved = await stripe.disputes.update(id, { evidence: { product_description: 'A site' }, submit: false })
    expect(saved).toMatchObject({
      evidence: { product_description: 'A site' },
      evidence_details: { has_evidence: true, submission_count: 0 },
      status: 'needs_response',
    })
    const reviewed = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'We delivered.' } })
    expect(reviewed).toMatchObject({ evidence_details: { submission_count: 1 }, status: 'under_review' })
    await sandbox.control(`disputes/${id}/win`, {})
    const won = await stripe.disputes.retrieve(id)
    expect(won).toMatchObject({ is_charge_refundable: true, status: 'won' })
    expect(won.balance_transactions.map(({ net }) => net)).toEqual([-6_500, 5_000])
    expect(await available('usd')).toBe(3_500)
    expect((await eventTypes()).filter(type => type.includes('dispute'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ])
  })

  test('behavior: lost, accepted, judged by its evidence, and of a part', async () => {
    const dispute = async (amount?: number) => {
      const intent = await pay(stripe, 1_000)
      return String((await sandbox.control(`payments/${intent.id}/dispute`, { amount })).id)
    }
    const lost = await dispute()
    await sandbox.control(`disputes/${lost}/lose`, {})
    expect((await stripe.disputes.retrieve(lost)).status).toBe('lost')
    expect((await stripe.disputes.close(await dispute())).status).toBe('lost')
    const evidence = (uncategorized_text: string) => ({ evidence: { uncategorized_text } })
    expect((await stripe.disputes.update(await dispute(), evidence('winning_evidence'))).status).toBe('won')
    expect((await stripe.disputes.update(await dispute(), evidence('losing_evidence'))).status).toBe('lost')
    expect(await available('usd')).toBe(1_000)
    const part = await dispute(400)
    expect((await stripe.disputes.retrieve(part)).amount).toBe(400)
    expect(await available('usd')).toBe(1_600)
    expect(await errorOf(stripe.disputes.close(lost))).toMatchObject({ statusCode: 400 })
    await expect(sandbox.control(`disputes/${lost}/win`, {})).rejects.toThrow('closed already')
  })

  test('behavior: an inquiry moves no money', async () => {
    const intent = await pay(stripe, 1_000, 'usd', 'pm_card_createDisputeInquiry')
    const { data } = await until(
      () => stripe.disputes.list(),
      ({ data }) => data.length === 1,
    )
    expect(data[0]).toMatchObject({
      balance_transactions: [],
      is_charge_refundable: true,
      status: 'warning_needs_response',
    })
    expect((await stripe.refunds.create({ payment_intent: intent.id })).status).toBe('succeeded')
  })
})

const bank = (account_number = '000123456789', currency = 'usd') => ({
  external_account: {
    object: 'bank_account' as const,
    account_holder_name: 'Ada',
    account_number,
    country: 'US',
    currency,
    routing_number: '110000000',
  },
})

describe('payouts', () => {
  const setUp = async (number?: string) => {
    const account = await stripe.accounts.create({ type: 'custom', country: 'US' })
    const external = await stripe.accounts.createExternalAccount(account.id, bank(number))
    await pay(stripe, 10_000, 'usd', 'pm_card_visa', account.id)
    return { own: { stripeAccount: account.id }, account: account.id, external: external.id }
  }
  const status = (id: string, own: { stripeAccount: string }, wanted: string) =>
    until(
      () => stripe.payouts.retrieve(id, {}, own),
      payout => payout.status === wanted,
    )

  test('default: pending, in transit, paid, within about a second', async () => {
    const { own, account, external } = await setUp()
    const began = Date.now()
    const payout = await stripe.payouts.create(
      { amount: 4_000, currency: 'usd', metadata: { instruction: '0x1' }, statement_descriptor: 'DUES' },
      own,
    )
    expect(payout).toMatchObject({
      object: 'payout',
      amount: 4_000,
      automatic: false,
      destination: external,
      metadata: { instruction: '0x1' },
      method: 'standard',
      status: 'pending',
      type: 'bank_account',
    })
    expect(await available('usd', account)).toBe(6_000)
    const paid = await status(payout.id, own, 'paid')
    expect(Date.now() - began).toBeLessThan(3_000)
    expect(paid).toMatchObject({ failure_code: null, trace_id: { status: 'supported' } })
    const events = await stripe.events.list({ types: ['payout.created', 'payout.updated', 'payout.paid'] }, own)
    expect(events.data.map(({ type }) => type).reverse()).toEqual(['payout.created', 'payout.updated', 'payout.paid'])
    expect(events.data[1]?.data.previous_attributes).toMatchObject({ status: 'pending' })
    const too = await errorOf(stripe.payouts.create({ amount: 6_001, currency: 'usd' }, own))
    expect(too).toMatchObject({ code: 'balance_insufficient', statusCode: 400, type: 'StripeInvalidRequestError' })
    const foreign = await errorOf(stripe.payouts.create({ amount: 1, currency: 'eur' }, own))
    expect(foreign.param).toBe('currency')
    const list = await stripe.payouts.list({ status: 'paid', arrival_date: { gte: paid.arrival_date } }, own)
    expect(list.data.map(({ id }) => id)).toEqual([payout.id])
  })

  test('behavior: fails by the test number, and gives the money back', async () => {
    for (const [number, code] of [
      ['000111111113', 'account_closed'],
      ['000111111116', 'no_account'],
      ['000222222227', 'insufficient_funds'],
      ['000333333335', 'debit_not_authorized'],
      ['000444444440', 'invalid_currency'],
    ]) {
      const { own, account, external } = await setUp(number)
      const payout = await stripe.payouts.create({ amount: 4_000, currency: 'usd' }, own)
      const failed = await status(payout.id, own, 'failed')
      expect(failed).toMatchObject({ failure_code: code, failure_balance_transaction: expect.stringMatching(/^txn_/) })
      expect(await available('usd', account)).toBe(10_000)
      expect((await stripe.accounts.retrieveExternalAccount(account, external)).object).toBe('bank_account')
    }
  })

  test('behavior: paid, and back after all', async () => {
    const { own, account } = await setUp('000555555558')
    const back = await stripe.payouts.create({ amount: 1_000, currency: 'usd' }, own)
    expect(await status(back.id, own, 'failed')).toMatchObject({ failure_code: 'account_closed' })
    const types = (await stripe.events.list({ limit: 100 }, own)).data.map(({ type }) => type)
    expect(types.filter(type => /^payout/.test(type)).reverse()).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.failed',
    ])
    const other = await setUp()
    const payout = await stripe.payouts.create({ amount: 1_000, currency: 'usd' }, other.own)
    await status(payout.id, other.own, 'paid')
    await sandbox.control(`payouts/${payout.id}/return`, { code: 'no_account' })
    expect(await stripe.payouts.retrieve(payout.id, {}, other.own)).toMatchObject({
      failure_code: 'no_account',
      status: 'failed',
    })
    expect(await available('usd', account)).toBe(10_000)
    expect(await available('usd', other.account)).toBe(10_000)
  })

  test('behavior: canceled, decided by a person, planned, to a closed account', async () => {
    const { own, account, external } = await setUp()
    await sandbox.control('settings', { payouts: 'manual' })
    const create = () => stripe.payouts.create({ amount: 1_000, currency: 'usd' }, own)
    const canceled = await stripe.payouts.cancel((await create()).id, {}, own)
    expect(canceled).toMatchObject({ failure_balance_transaction: expect.stringMatching(/^txn_/), status: 'canceled' })
    expect(await available('usd', account)).toBe(10_000)
    const mine = await create()
    await sandbox.control(`payouts/${mine.id}/complete`, {})
    expect((await stripe.payouts.retrieve(mine.id, {}, own)).status).toBe('paid')
    expect(await errorOf(stripe.payouts.cancel(mine.id, {}, own))).toMatchObject({ statusCode: 400 })
    const bad = await create()
    await sandbox.control(`payouts/${bad.id}/fail`, { code: 'declined' })
    expect((await stripe.payouts.retrieve(bad.id, {}, own)).failure_code).toBe('declined')
    await sandbox.control('next', { kind: 'payout', outcome: 'fail', code: 'account_frozen', delay: 0 })
    expect((await status((await create()).id, own, 'failed')).failure_code).toBe('account_frozen')
    await sandbox.control('settings', { payouts: 'auto', payoutDelay: 0 })
    await sandbox.control(`bank_accounts/${external}/close`, {})
    expect((await status((await create()).id, own, 'failed')).failure_code).toBe('account_closed')
    await sandbox.control(`bank_accounts/${external}/reopen`, {})
    await status((await create()).id, own, 'paid')
    expect(await available('usd', account)).toBe(8_000)
  })

  test('behavior: money on its way cannot be paid out yet', async () => {
    const { own } = await setUp()
    await sandbox.control('settings', { settleDelay: 0.6 })
    await pay(stripe, 500, 'usd', 'pm_card_visa', own.stripeAccount)
    const { available, pending } = await stripe.balance.retrieve({}, own)
    expect([available[0]?.amount, pending[0]?.amount]).toEqual([10_000, 500])
    expect((await errorOf(stripe.payouts.create({ amount: 10_500, currency: 'usd' }, own))).code).toBe(
      'balance_insufficient',
    )
    await until(
      () => stripe.events.list({ type: 'balance.available' }, own),
      ({ data }) => data.length === 1,
    )
    await stripe.payouts.create({ amount: 10_500, currency: 'usd' }, own)
  })
})

describe('bank accounts', () => {
  test('default: one default for each currency', async () => {
    const account = await stripe.accounts.create({ type: 'custom', country: 'US', ...bank() })
    const first = account.external_accounts?.data[0]
    expect(first).toMatchObject({ default_for_currency: true, last4: '6789', object: 'bank_account' })
    const second = await stripe.accounts.createExternalAccount(account.id, bank('000999999999'))
    const yen = await stripe.accounts.createExternalAccount(account.id, bank('000888888888', 'jpy'))
    expect([second, yen].map(one => one.default_for_currency)).toEqual([false, true])
    expect(await errorOf(stripe.accounts.deleteExternalAccount(account.id, first?.id ?? ''))).toMatchObject({
      statusCode: 400,
    })
    await stripe.accounts.updateExternalAccount(account.id, second.id, { default_for_currency: true })
    expect(await stripe.accounts.deleteExternalAccount(account.id, first?.id ?? '')).toMatchObject({ deleted: true })
    const { data } = await stripe.accounts.listExternalAccounts(account.id)
    expect(data.map(({ id }) => id)).toEqual([yen.id, second.id])
  })
})

describe('transfers', () => {
  test('default: to a connected account, and back', async () => {
    const account = await stripe.accounts.create({ type: 'express', country: 'US' })
    await pay(stripe, 5_000)
    const transfer = await stripe.transfers.create({
      amount: 3_000,
      currency: 'usd',
      destination: account.id,
      transfer_group: 'G',
      expand: ['destination_payment'],
    })
    expect(transfer).toMatchObject({ amount: 3_000, destination: account.id, destination_payment: { amount: 3_000 } })
    expect([await available('usd'), await available('usd', account.id)]).toEqual([2_000, 3_000])
    const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 1_000 })
    expect(reversal).toMatchObject({ amount: 1_000, object: 'transfer_reversal', transfer: transfer.id })
    expect([await available('usd'), await available('usd', account.id)]).toEqual([3_000, 2_000])
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 1_000,
      reversed: false,
      reversals: { data: [{ id: reversal.id }] },
    })
    expect(await errorOf(stripe.transfers.createReversal(transfer.id, { amount: 2_001 }))).toMatchObject({
      param: 'amount',
    })
    const over = stripe.transfers.create({ amount: 3_001, currency: 'usd', destination: account.id })
    expect((await errorOf(over)).code).toBe('balance_insufficient')
    expect((await stripe.transfers.list({ transfer_group: 'G' })).data).toHaveLength(1)
  })
})
