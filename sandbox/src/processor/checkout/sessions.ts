import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { amount, currency, integer, list, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { change, get, insert, type Stored } from '../../store/objects.ts'
import { drop, later } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { checkAmount } from '../currencies.ts'

const Line = z.strictObject({
  price_data: z.strictObject({
    currency,
    product_data: z.strictObject({ name: text, description: text.optional(), metadata: metadata.optional() }),
    unit_amount: amount,
  }),
  quantity: amount,
})

const Create = z.strictObject({
  allowed_payment_method_types: list(z.literal('card')).optional(),
  cancel_url: z.url().optional(),
  client_reference_id: z.string().max(200).optional(),
  currency: currency.optional(),
  customer_email: text.optional(),
  expires_at: integer.optional(),
  line_items: list(Line).refine(given => given.length > 0, 'at least one line item'),
  locale: text.optional(),
  metadata: metadata.optional(),
  mode: z.literal('payment'),
  payment_intent_data: z
    .strictObject({
      capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
      description: text.optional(),
      metadata: metadata.optional(),
      statement_descriptor: text.optional(),
      transfer_group: text.optional(),
    })
    .optional(),
  success_url: z.url(),
  ui_mode: z.literal('hosted_page').optional(),
})
type Create = z.infer<typeof Create>

const day = 24 * 60 * 60

async function linesOf(scope: Scope, params: Create): Promise<Stripe.LineItem[]> {
  const lines: Stripe.LineItem[] = []
  const created = Math.floor(scope.now / 1_000)
  for (const { price_data: price, quantity } of params.line_items) {
    const total = price.unit_amount * quantity
    const shown = {
      id: await newId(scope, 'price'),
      object: 'price' as const,
      active: false,
      billing_scheme: 'per_unit',
      created,
      currency: price.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: await newId(scope, 'prod', 14),
      recurring: null,
      tax_behavior: 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: price.unit_amount,
      unit_amount_decimal: String(price.unit_amount),
    }
    lines.push({
      id: await newId(scope, 'li'),
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: total,
      amount_tax: 0,
      amount_total: total,
      currency: price.currency,
      description: price.product_data.name,
      metadata: {},
      // The client's type has decimals that it makes of texts; this is the text.
      price: shown as unknown as Stripe.Price,
      quantity,
    })
  }
  return lines
}

async function createSession(scope: Scope, params: Create): Promise<Stripe.Checkout.Session> {
  const lines = await linesOf(scope, params)
  const [first] = lines
  const currency = first?.currency ?? ''
  if (lines.some(line => line.currency !== currency) || (params.currency ?? currency) !== currency)
    throw invalid('All line items need the same currency.', { param: 'line_items' })
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0)
  checkAmount(total, currency, 'payment', 'line_items')
  const created = Math.floor(scope.now / 1_000)
  const expires_at = params.expires_at ?? created + day
  if (expires_at <= created || expires_at > created + day)
    throw invalid('A session expires within 24 hours.', { param: 'expires_at' })
  const id = await newId(scope, 'cs_test', 58)
  const body: Stripe.Checkout.Session = {
    id,
    object: 'checkout.session',
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: params.customer_email ? payerOf(params.customer_email) : null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata),
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${scope.url}/c/pay/${id}`,
    wallet_options: null,
  }
  const { metadata: given, ...data } = params.payment_intent_data ?? {}
  await insert(scope, 'checkout.session', body, { lines, intent: { ...data, metadata: mergeMetadata({}, given) } })
  await later(scope, 'expireSession', id, expires_at - scope.now / 1_000)
  return body
}

/** What is known about who pays. */
export function payerOf(email: string | null): Stripe.Checkout.Session.CustomerDetails {
  const unknown = { address: null, business_name: null, individual_name: null, name: null, phone: null }
  return { ...unknown, email, tax_exempt: 'none', tax_ids: [] }
}

/** Nobody can pay by this session any more. */
export async function expireSession(scope: Scope, session: Stored<'checkout.session'>) {
  await drop(scope, session.body.id)
  const expired = await change(scope, session, { status: 'expired', url: null })
  await emit(scope, 'checkout.session.expired', expired.body)
  return expired.body
}

const List = z.strictObject({
  ...page,
  payment_intent: text.optional(),
  status: z.enum(['complete', 'expired', 'open']).optional(),
})

export const sessionRoutes: Route[] = [
  httpPost('/v1/checkout/sessions', Create, createSession),
  httpGet('/v1/checkout/sessions', List, async (scope, { payment_intent, status, ...page }) => {
    const { rows, has_more } = await listObjects(scope, 'checkout.session', page, { payment_intent, status })
    return { object: 'list', data: rows.map(row => row.body), has_more, url: '/v1/checkout/sessions' }
  }),
  httpGet('/v1/checkout/sessions/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return (await get(scope, 'checkout.session', id, 'session')).body
  }),
  httpGet('/v1/checkout/sessions/:id/line_items', z.strictObject(page), async (scope, _, { id = '' }) => {
    const { hidden } = await get(scope, 'checkout.session', id, 'session')
    return { object: 'list', data: hidden.lines, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` }
  }),
  httpPost('/v1/checkout/sessions/:id/expire', z.strictObject({}), async (scope, _, { id = '' }) => {
    const session = await get(scope, 'checkout.session', id, 'session')
    if (session.body.status !== 'open')
      throw invalid(`Only open sessions can be expired; this one is ${session.body.status}.`, { param: 'session' })
    return expireSession(scope, session)
  }),
]
