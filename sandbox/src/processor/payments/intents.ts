import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { amount, currency, flag, list, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { change, get, idOf, insert, type Stored } from '../../store/objects.ts'
import { drop } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { checkAmount } from '../currencies.ts'
import { capture } from './charges.ts'
import { answerConfirmed, confirm } from './confirm.ts'
import { MethodData, methodOf, takeMethod } from './methods.ts'

const redirects = z.enum(['always', 'never'])
const captureMethod = z.enum(['automatic', 'automatic_async', 'manual'])

const how = {
  payment_method: text.optional(),
  payment_method_data: MethodData.optional(),
  error_on_requires_action: flag.optional(),
  off_session: flag.optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
}

const described = {
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: text.optional(),
}

const Create = z.strictObject({
  amount,
  currency,
  ...how,
  ...described,
  allowed_payment_method_types: list(z.literal('card')).optional(),
  automatic_payment_methods: z.strictObject({ enabled: flag, allow_redirects: redirects.default('always') }).optional(),
  capture_method: captureMethod.default('automatic_async'),
  confirm: flag.default(false),
  confirmation_method: z.enum(['automatic', 'manual']).default('automatic'),
})

export type CreateIntent = {
  amount: number
  currency: string
  capture_method: 'automatic' | 'automatic_async' | 'manual'
  confirmation_method?: 'automatic' | 'manual'
  automatic_payment_methods?: { enabled: boolean; allow_redirects: 'always' | 'never' } | undefined
  allowed_payment_method_types?: 'card'[] | undefined
  description?: string | undefined
  metadata?: Record<string, string> | '' | undefined
  receipt_email?: string | undefined
  statement_descriptor?: string | undefined
  statement_descriptor_suffix?: string | undefined
  transfer_group?: string | undefined
}

/** A payment that nobody has tried to pay yet. */
export async function createIntent(scope: Scope, given: CreateIntent): Promise<Stored<'payment_intent'>> {
  checkAmount(given.amount, given.currency, 'payment')
  const id = await newId(scope, 'pi')
  const { allowed_payment_method_types: allowed = null } = given
  const automatic = given.automatic_payment_methods ?? { enabled: allowed === null, allow_redirects: 'always' as const }
  const body: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: allowed,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic.enabled ? automatic : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: given.capture_method,
    client_secret: `${id}_secret_${(await newId(scope, 's', 25)).slice(2)}`,
    confirmation_method: given.confirmation_method ?? 'automatic',
    created: Math.floor(scope.now / 1_000),
    currency: given.currency,
    customer: null,
    customer_account: null,
    description: given.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: given.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: given.statement_descriptor ?? null,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: given.transfer_group ?? null,
  }
  await insert(scope, 'payment_intent', body, {})
  await emit(scope, 'payment_intent.created', body)
  return get(scope, 'payment_intent', id, 'intent')
}

function cannot(verb: string, body: Stripe.PaymentIntent, expected: string[]) {
  const message = `This payment cannot be ${verb}: its status is ${body.status}, expected ${expected.join(' or ')}.`
  return invalid(message, { code: 'payment_intent_unexpected_state', payment_intent: body })
}

type How = { payment_method?: string | undefined; payment_method_data?: MethodData | undefined }

/** The payment method a request brings along, if it brings one. */
async function methodIn(scope: Scope, { payment_method, payment_method_data }: How) {
  if (payment_method !== undefined) return takeMethod(scope, payment_method)
  return payment_method_data && methodOf(scope, payment_method_data)
}

/** Confirms what can be confirmed. Methods that might send the payer elsewhere need to know where to send him back. */
async function pay(
  scope: Scope,
  intent: Stored<'payment_intent'>,
  method: Stored<'payment_method'> | undefined,
  returnUrl: string | undefined,
) {
  if (!method) throw invalid('To confirm a payment, name a payment method.', { param: 'payment_method' })
  if (intent.body.automatic_payment_methods?.allow_redirects === 'always' && returnUrl === undefined) {
    const message =
      'This payment may redirect the payer: give a return_url, or set automatic_payment_methods[allow_redirects] to never.'
    throw invalid(message, { param: 'return_url' })
  }
  return answerConfirmed(await confirm(scope, intent, method))
}

const payable = ['requires_payment_method', 'requires_confirmation']
const cancelable = [...payable, 'requires_capture', 'processing']

async function cancel(scope: Scope, intent: Stored<'payment_intent'>, reason: string | undefined) {
  if (!cancelable.includes(intent.body.status)) throw cannot('canceled', intent.body, cancelable)
  await drop(scope, intent.body.id)
  const chargeId = idOf(intent.body.latest_charge)
  const charge = chargeId === null ? undefined : await get(scope, 'charge', chargeId)
  if (charge?.body.status === 'succeeded') {
    const released = await change(scope, charge, { amount_refunded: charge.body.amount, refunded: true })
    await emit(scope, 'charge.refunded', released.body)
  } else if (charge?.body.status === 'pending') {
    await change(scope, charge, { failure_code: 'canceled', failure_message: 'Canceled.', status: 'failed' })
  }
  const canceled = await change(scope, intent, {
    amount_capturable: 0,
    canceled_at: Math.floor(scope.now / 1_000),
    cancellation_reason: reason ?? null,
    status: 'canceled',
  })
  await emit(scope, 'payment_intent.canceled', canceled.body)
  return canceled.body
}

const reasons = z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'])

export const intentRoutes: Route[] = [
  httpPost('/v1/payment_intents', Create, async (scope, params) => {
    const intent = await createIntent(scope, params)
    const method = await methodIn(scope, params)
    if (!params.confirm) {
      if (!method) return intent.body
      const changes = { payment_method: method.body.id, status: 'requires_confirmation' as const }
      return (await change(scope, intent, changes)).body
    }
    return pay(scope, intent, method, params.return_url)
  }),
  httpGet(
    '/v1/payment_intents',
    z.strictObject({ ...page, customer: text.optional() }),
    async (scope, { customer, ...page }) => {
      const { rows, has_more } = await listObjects(scope, 'payment_intent', page, { customer })
      return { object: 'list', data: rows.map(row => row.body), has_more, url: '/v1/payment_intents' }
    },
  ),
  httpGet('/v1/payment_intents/:id', z.strictObject({ client_secret: text.optional() }), async (scope, _, path) => {
    return (await get(scope, 'payment_intent', path.id ?? '', 'intent')).body
  }),
  httpPost('/v1/payment_intents/:id', z.strictObject(described), async (scope, { metadata, ...params }, path) => {
    const intent = await get(scope, 'payment_intent', path.id ?? '', 'intent')
    const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))
    const merged = mergeMetadata(intent.body.metadata, metadata)
    return (await change(scope, intent, { ...given, metadata: merged })).body
  }),
  httpPost('/v1/payment_intents/:id/confirm', z.strictObject(how), async (scope, params, path) => {
    const intent = await get(scope, 'payment_intent', path.id ?? '', 'intent')
    if (!payable.includes(intent.body.status)) throw cannot('confirmed', intent.body, payable)
    const kept = idOf(intent.body.payment_method)
    const method = (await methodIn(scope, params)) ?? (kept === null ? undefined : await takeMethod(scope, kept))
    return pay(scope, intent, method, params.return_url)
  }),
  httpPost(
    '/v1/payment_intents/:id/capture',
    z.strictObject({ amount_to_capture: amount.optional(), metadata: metadata.optional() }),
    async (scope, params, path) => {
      const intent = await get(scope, 'payment_intent', path.id ?? '', 'intent')
      const { status, amount_capturable: most, latest_charge } = intent.body
      if (status !== 'requires_capture') throw cannot('captured', intent.body, ['requires_capture'])
      const { amount_to_capture: taken = most } = params
      if (taken > most)
        throw invalid(`The amount to capture, ${taken}, is above what was reserved, ${most}.`, {
          code: 'amount_too_large',
          param: 'amount_to_capture',
        })
      checkAmount(taken, intent.body.currency, 'payment', 'amount_to_capture')
      await capture(scope, await get(scope, 'charge', idOf(latest_charge) ?? ''), taken)
      const done = await change(scope, intent, {
        amount_capturable: 0,
        amount_received: taken,
        metadata: mergeMetadata(intent.body.metadata, params.metadata),
        status: 'succeeded',
      })
      await emit(scope, 'payment_intent.succeeded', done.body)
      return done.body
    },
  ),
  httpPost(
    '/v1/payment_intents/:id/cancel',
    z.strictObject({ cancellation_reason: reasons.optional() }),
    async (scope, params, path) => {
      const intent = await get(scope, 'payment_intent', path.id ?? '', 'intent')
      return cancel(scope, intent, params.cancellation_reason)
    },
  ),
]
