import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { amount, flag, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { availableOf } from '../../store/movements.ts'
import { change, findBy, get, idOf, insert, type Stored } from '../../store/objects.ts'
import { takePlan } from '../../store/plans.ts'
import { later } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { checkAmount, formatAmount } from '../currencies.ts'
import { cardOf } from '../payments/cards.ts'
import { type Course, fund, schedule, soon } from './settle.ts'

const Create = z.strictObject({
  amount: amount.optional(),
  charge: text.optional(),
  payment_intent: text.optional(),
  metadata: metadata.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  refund_application_fee: flag.optional(),
  reverse_transfer: flag.optional(),
})
type Create = z.infer<typeof Create>

/** The charge that is refunded; throws when there is nothing to give back. */
async function chargeOf(scope: Scope, { charge, payment_intent }: Create): Promise<Stored<'charge'>> {
  if (payment_intent === undefined) {
    if (charge !== undefined) return get(scope, 'charge', charge, 'charge')
    throw invalid('One of charge and payment_intent has to be named.', { code: 'parameter_missing', param: 'charge' })
  }
  const intent = await get(scope, 'payment_intent', payment_intent, 'payment_intent')
  const latest = idOf(intent.body.latest_charge)
  if (intent.body.status !== 'succeeded' || latest === null)
    throw invalid(`The payment ${payment_intent} has no charge that succeeded.`, {
      code: 'payment_intent_unexpected_state',
      param: 'payment_intent',
      payment_intent: intent.body,
    })
  return get(scope, 'charge', latest, 'charge')
}

/** Checks that this much may be given back, and returns how much it is. */
async function checkRefund(scope: Scope, { body }: Stored<'charge'>, given: number | undefined): Promise<number> {
  const { id, amount, amount_refunded: refunded, currency } = body
  if (body.status !== 'succeeded' || !body.captured)
    throw invalid(`The charge ${id} was not paid and cannot be refunded.`, { param: 'charge' })
  const disputes = await findBy(scope, 'dispute', 'charge', id)
  if (disputes.some(({ body }) => !body.is_charge_refundable))
    throw invalid(`The charge ${id} has been charged back and cannot be refunded.`, { code: 'charge_disputed' })
  const left = amount - refunded
  if (left === 0) throw invalid(`The charge ${id} has already been refunded.`, { code: 'charge_already_refunded' })
  const wanted = given ?? left
  if (wanted > left) {
    const limit = refunded === 0 ? 'the charge' : 'what is left of the charge'
    throw invalid(
      `The refund of ${formatAmount(wanted, currency)} is greater than ${limit}, ${formatAmount(left, currency)}.`,
      { param: 'amount' },
    )
  }
  checkAmount(wanted, currency, 'payment')
  return wanted
}

/** How a refund goes: a person planned it, or the card is known for it, or a person decides when it is there. */
async function courseOf(scope: Scope, card: string): Promise<Course> {
  const { refunds, refundDelay } = scope.settings
  const plan = await takePlan(scope, 'refund')
  const { kind } = cardOf(card).outcome
  if (refunds === 'manual' && !plan) return { fails: false, delay: null }
  if (plan) return { fails: plan.outcome === 'fail', delay: plan.delay ?? refundDelay }
  const delay = kind === 'refundPends' ? Math.max(refundDelay, soon) : refundDelay
  return { fails: kind === 'refundFails', delay }
}

async function buildRefund(scope: Scope, { body: charge }: Stored<'charge'>, params: Create & { amount: number }) {
  const refund: Stripe.Refund = {
    id: await newId(scope, 're'),
    object: 'refund',
    amount: params.amount,
    balance_transaction: null,
    charge: charge.id,
    created: Math.floor(scope.now / 1_000),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
  }
  return refund
}

async function createRefund(scope: Scope, params: Create): Promise<Stripe.Refund> {
  const charge = await chargeOf(scope, params)
  const amount = await checkRefund(scope, charge, params.amount)
  const course = await courseOf(scope, charge.hidden.card)
  const { currency, amount_refunded: before } = charge.body
  const waits = scope.settings.refundsWait && (await availableOf(scope, currency)) < amount
  const body = await buildRefund(scope, charge, { ...params, amount })
  const reason = waits ? 'insufficient_funds' : course.delay === 0 ? null : 'processing'
  await insert(scope, 'refund', reason ? { ...body, pending_reason: reason } : { ...body, status: 'succeeded' }, {})
  const created = await get(scope, 'refund', body.id)
  const refund = waits ? created : await fund(scope, created)

  const refunded = before + amount === charge.body.amount
  const given = await change(scope, charge, { amount_refunded: before + amount, refunded })
  await emit(scope, 'refund.created', refund.body)
  await emit(scope, 'charge.refunded', given.body, charge.body)

  if (waits) await later(scope, 'fundRefund', body.id, 1, course)
  else await schedule(scope, body.id, course)
  return refund.body
}

const List = z.strictObject({ ...page, charge: text.optional(), payment_intent: text.optional() })

export const refundRoutes: Route[] = [
  httpPost('/v1/refunds', Create, createRefund),
  httpGet('/v1/refunds', List, async (scope, { charge, payment_intent, ...page }) => {
    const { rows, has_more } = await listObjects(scope, 'refund', page, { charge, payment_intent })
    return { object: 'list', data: rows.map(row => row.body), has_more, url: '/v1/refunds' }
  }),
  httpGet('/v1/charges/:id/refunds', z.strictObject(page), async (scope, page, { id = '' }) => {
    await get(scope, 'charge', id)
    const { rows, has_more } = await listObjects(scope, 'refund', page, { charge: id })
    return { object: 'list', data: rows.map(row => row.body), has_more, url: `/v1/charges/${id}/refunds` }
  }),
  httpGet(
    '/v1/refunds/:id',
    z.strictObject({}),
    async (scope, _, { id = '' }) => (await get(scope, 'refund', id)).body,
  ),
  httpPost('/v1/refunds/:id', z.strictObject({ metadata }), async (scope, params, { id = '' }) => {
    const stored = await get(scope, 'refund', id)
    const merged = mergeMetadata(stored.body.metadata, params.metadata)
    const changed = await change(scope, stored, { metadata: merged })
    await emit(scope, 'refund.updated', changed.body, stored.body)
    return changed.body
  }),
]
