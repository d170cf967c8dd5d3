import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { amount, currency, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { availableOf, move } from '../../store/movements.ts'
import { change, find, findBy, get, insert, type Stored } from '../../store/objects.ts'
import { takePlan } from '../../store/plans.ts'
import { drop, later } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { checkAmount, formatAmount } from '../currencies.ts'
import { type Ending, giveBack } from './settle.ts'

const Create = z.strictObject({
  amount,
  currency,
  description: text.optional(),
  destination: text.optional(),
  metadata: metadata.optional(),
  method: z.enum(['standard', 'instant']).default('standard'),
  source_type: z.enum(['card', 'bank_account', 'fpx']).default('card'),
  statement_descriptor: z.string().max(22).optional(),
})

/** Where the money goes: the bank account named, or the account's default for the currency. */
async function destinationOf(scope: Scope, currency: string, named: string | undefined) {
  if (named !== undefined) {
    const bank = await find(scope, 'bank_account', named)
    if (!bank) throw invalid(`No such external account: '${named}'`, { code: 'resource_missing', param: 'destination' })
    if (bank.body.currency !== currency)
      throw invalid(`The external account ${named} is in ${bank.body.currency}, not in ${currency}.`, {
        param: 'currency',
      })
    return bank
  }
  const banks = await findBy(scope, 'bank_account', 'currency', currency)
  const bank = banks.find(({ body }) => body.default_for_currency)
  if (!bank) throw invalid(`There is no external account in ${currency} to pay out to.`, { param: 'currency' })
  return bank
}

const day = 24 * 60 * 60

async function createPayout(scope: Scope, params: z.infer<typeof Create>): Promise<Stripe.Payout> {
  checkAmount(params.amount, params.currency, 'payout')
  const bank = await destinationOf(scope, params.currency, params.destination)
  const available = await availableOf(scope, params.currency)
  if (available < params.amount) {
    const message = `The available balance of ${formatAmount(available, params.currency)} does not cover the payout of ${formatAmount(params.amount, params.currency)}.`
    throw invalid(message, { code: 'balance_insufficient', param: 'amount' })
  }
  const id = await newId(scope, 'po')
  const balance_transaction = await move(scope, {
    amount: -params.amount,
    currency: params.currency,
    description: params.description ?? 'SANDBOX PAYOUT',
    type: 'payout',
    category: 'payout',
    source: id,
  })
  const created = Math.floor(scope.now / 1_000)
  const body: Stripe.Payout = {
    id,
    object: 'payout',
    amount: params.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: params.method === 'instant' ? created : created + day - (created % day),
    automatic: false,
    balance_transaction,
    created,
    currency: params.currency,
    description: params.description ?? null,
    destination: bank.body.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    method: params.method,
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: params.source_type,
    statement_descriptor: params.statement_descriptor ?? null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  }
  await insert(scope, 'payout', body, {})
  await emit(scope, 'payout.created', body)
  await schedule(scope, id)
  return body
}

/** A planned payout goes on by itself even when the others wait for a person. */
async function schedule(scope: Scope, id: string): Promise<void> {
  const { payouts, payoutDelay } = scope.settings
  const plan = await takePlan(scope, 'payout')
  if (payouts === 'manual' && !plan) return
  const delay = plan?.delay ?? payoutDelay
  const ending: Ending | undefined = plan && { outcome: plan.outcome, ...(plan.code ? { code: plan.code } : {}) }
  await later(scope, 'sendPayout', id, delay, { delay, ...(ending ? { ending } : {}) })
}

async function cancel(scope: Scope, payout: Stored<'payout'>): Promise<Stripe.Payout> {
  const { id, status } = payout.body
  if (status !== 'pending')
    throw invalid(`The payout ${id} cannot be canceled: it is ${status}, expected pending.`, { param: 'payout' })
  await drop(scope, id)
  const failure_balance_transaction = await giveBack(scope, payout.body, 'payout_cancel')
  const canceled = await change(scope, payout, { failure_balance_transaction, status: 'canceled' })
  await emit(scope, 'payout.canceled', canceled.body)
  return canceled.body
}

const List = z.strictObject({
  ...page,
  arrival_date: page.created,
  destination: text.optional(),
  status: z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']).optional(),
})

export const payoutRoutes: Route[] = [
  httpPost('/v1/payouts', Create, createPayout),
  httpGet('/v1/payouts', List, async (scope, { destination, status, arrival_date, ...page }) => {
    const { rows, has_more } = await listObjects(scope, 'payout', page, { destination, status }, { arrival_date })
    return { object: 'list', data: rows.map(row => row.body), has_more, url: '/v1/payouts' }
  }),
  httpGet('/v1/payouts/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return (await get(scope, 'payout', id, 'payout')).body
  }),
  httpPost('/v1/payouts/:id', z.strictObject({ metadata: metadata.optional() }), async (scope, params, { id = '' }) => {
    const stored = await get(scope, 'payout', id, 'payout')
    const merged = mergeMetadata(stored.body.metadata, params.metadata)
    const changed = await change(scope, stored, { metadata: merged })
    await emit(scope, 'payout.updated', changed.body, stored.body)
    return changed.body
  }),
  httpPost('/v1/payouts/:id/cancel', z.strictObject({}), async (scope, _, { id = '' }) => {
    return cancel(scope, await get(scope, 'payout', id, 'payout'))
  }),
]
