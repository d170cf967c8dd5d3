import type Stripe from 'stripe'
import { z } from 'zod'
import { listObjects } from '../../http/list.ts'
import { mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { findMovement, move } from '../../store/movements.ts'
import { change, get, idOf, insert, type Stored } from '../../store/objects.ts'
import { later } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { cardOf, declineMessage } from './cards.ts'
import { noChecks } from './methods.ts'

/** The attempt to take the money of a payment from a card: pending until it is settled one way or the other. */
export async function createCharge(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  method: Stored<'payment_method'>,
): Promise<Stored<'charge'>> {
  const { brand, country, funding } = cardOf(method.hidden.card)
  const id = await newId(scope, 'ch')
  const body: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.body.billing_details,
    calculated_statement_descriptor: 'CONCORDAT SANDBOX',
    captured: false,
    created: Math.floor(scope.now / 1_000),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.body.id,
    payment_method_details: {
      type: 'card',
      card: {
        amount_authorized: intent.amount,
        authorization_code: null,
        brand,
        country,
        funding,
        network: brand,
        checks: noChecks(),
        electronic_commerce_indicator: null,
        installments: null,
        mandate: null,
        exp_month: method.body.card?.exp_month ?? 12,
        exp_year: method.body.card?.exp_year ?? 2030,
        fingerprint: method.body.card?.fingerprint ?? null,
        last4: method.hidden.card.slice(-4),
        network_transaction_id: null,
        regulated_status: 'unregulated',
        three_d_secure: null,
        transaction_link_id: null,
        wallet: null,
      },
    },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: `${scope.url}/?search=${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: 'pending',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  }
  await insert(scope, 'charge', body, { card: method.hidden.card })
  return get(scope, 'charge', id)
}

/** The card's bank agrees: the money is reserved, and taken unless it is to be captured later. */
export async function approve(scope: Scope, charge: Stored<'charge'>, capture: boolean): Promise<Stored<'charge'>> {
  const approved = await change(scope, charge, {
    outcome: outcomeOf('authorized', 'approved_by_network', null, 'Payment complete.'),
    paid: true,
    status: 'succeeded',
  })
  const taken = capture ? await take(scope, approved, approved.body.amount) : approved
  await emit(scope, 'charge.succeeded', taken.body)
  if (capture) await afterCapture(scope, taken)
  return taken
}

/**
 * Takes what was reserved, or part of it. As at Stripe, the balance then shows the whole, and that the rest was given back: its
 * charge counts as refunded by as much.
 */
export async function capture(scope: Scope, charge: Stored<'charge'>, amount: number): Promise<Stored<'charge'>> {
  const whole = await take(scope, charge, amount)
  const rest = charge.body.amount - amount
  const taken = rest === 0 ? whole : await giveBackRest(scope, whole, rest)
  await emit(scope, 'charge.captured', taken.body)
  await afterCapture(scope, taken)
  return taken
}

async function take(scope: Scope, charge: Stored<'charge'>, amount: number): Promise<Stored<'charge'>> {
  const { settings, now } = scope
  const { id, currency, description } = charge.body
  const atOnce = cardOf(charge.hidden.card).outcome.kind === 'settlesAtOnce'
  const delay = atOnce ? 0 : settings.settleDelay
  const fee = Math.min(amount, Math.round((amount * settings.feeBps) / 10_000) + settings.feeFixed)
  const available = Math.round(now + delay * 1_000)
  const balance_transaction = await move(scope, {
    currency,
    amount: charge.body.amount,
    fee,
    available,
    description,
    type: 'charge',
    category: 'charge',
    source: id,
  })
  if (delay > 0) await later(scope, 'releaseBalance', balance_transaction, delay)
  return change(scope, charge, { amount_captured: amount, balance_transaction, captured: true })
}

async function giveBackRest(scope: Scope, charge: Stored<'charge'>, rest: number): Promise<Stored<'charge'>> {
  const { id, currency } = charge.body
  const available = (await findMovement(scope, idOf(charge.body.balance_transaction) ?? ''))?.available ?? scope.now
  await move(scope, {
    currency,
    amount: -rest,
    available,
    description: `Not captured of ${id}`,
    type: 'refund',
    category: 'partial_capture_reversal',
    source: id,
  })
  return change(scope, charge, { amount_refunded: rest })
}

async function afterCapture(scope: Scope, charge: Stored<'charge'>): Promise<void> {
  const { outcome } = cardOf(charge.hidden.card)
  if (outcome.kind !== 'disputed') return
  const data = { reason: outcome.reason, inquiry: outcome.inquiry ?? false }
  await later(scope, 'openDispute', charge.body.id, scope.settings.disputeDelay, data)
}

/** The card's bank refuses. */
export async function refuse(
  scope: Scope,
  charge: Stored<'charge'>,
  code: string,
  decline: string | undefined,
): Promise<Stored<'charge'>> {
  const message = declineMessage(code, decline)
  const failed = await change(scope, charge, {
    failure_code: code,
    failure_message: message,
    outcome: outcomeOf('issuer_declined', 'declined_by_network', decline ?? code, message),
    status: 'failed',
  })
  await emit(scope, 'charge.failed', failed.body)
  return failed
}

function outcomeOf(type: string, network: string, reason: string | null, message: string): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: network,
    reason,
    risk_level: 'normal',
    risk_score: 0,
    seller_message: message,
    type,
  }
}

const List = z.strictObject({
  ...page,
  payment_intent: text.optional(),
  transfer_group: text.optional(),
  customer: text.optional(),
})

export const chargeRoutes: Route[] = [
  httpGet('/v1/charges', List, async (scope, { payment_intent, transfer_group, customer, ...page }) => {
    const { rows, has_more } = await listObjects(scope, 'charge', page, { payment_intent, transfer_group, customer })
    return { object: 'list', data: rows.map(row => row.body), has_more, url: '/v1/charges' }
  }),
  httpGet(
    '/v1/charges/:id',
    z.strictObject({}),
    async (scope, _, { id = '' }) => (await get(scope, 'charge', id)).body,
  ),
  httpPost(
    '/v1/charges/:id',
    z.strictObject({ description: text.optional(), metadata: metadata.optional() }),
    async (scope, params, { id = '' }) => {
      const stored = await get(scope, 'charge', id)
      const changed = await change(scope, stored, {
        description: params.description ?? stored.body.description,
        metadata: mergeMetadata(stored.body.metadata, params.metadata),
      })
      await emit(scope, 'charge.updated', changed.body)
      return changed.body
    },
  ),
]
