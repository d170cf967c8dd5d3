import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid, ProcessorError } from '../../http/error.ts'
import { integer, type Metadata, mergeMetadata, metadata, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { newId } from '../../store/ids.ts'
import { get, insert, type Stored } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'
import { cardOf, numberOfToken } from './cards.ts'

const card = z.strictObject({
  number: text.optional(),
  exp_month: integer.optional(),
  exp_year: integer.optional(),
  cvc: text.optional(),
  token: text.optional(),
})

const billing = z.strictObject({
  address: z.record(z.string(), text).optional(),
  email: text.optional(),
  name: text.optional(),
  phone: text.optional(),
})

/** A card, written out. */
export const MethodData = z.strictObject({
  type: z.literal('card'),
  card,
  billing_details: billing.optional(),
  metadata: metadata.optional(),
  allow_redisplay: text.optional(),
})
export type MethodData = z.infer<typeof MethodData>

/** The payment method a request names: one that was created, or one of the test names, of which each use makes a new one. */
export async function takeMethod(scope: Scope, id: string): Promise<Stored<'payment_method'>> {
  const number = numberOfToken(id)
  return number === undefined ? get(scope, 'payment_method', id, 'payment_method') : createMethod(scope, number, {})
}

export async function methodOf(scope: Scope, data: MethodData): Promise<Stored<'payment_method'>> {
  const { number, token, exp_year: year, exp_month: month } = data.card
  const digits = token === undefined ? number?.replace(/[\s-]/g, '') : numberOfToken(token)
  if (token !== undefined && digits === undefined)
    throw invalid(`No such token: '${token}'`, { code: 'resource_missing', param: 'card[token]' })
  if (digits === undefined)
    throw invalid('Missing required param: card[number].', { code: 'parameter_missing', param: 'card[number]' })
  if (!/^\d{12,19}$/.test(digits)) throw cardError('incorrect_number', 'card[number]', 'Your card number is incorrect.')
  if (month !== undefined && (month < 1 || month > 12))
    throw cardError('invalid_expiry_month', 'card[exp_month]', "Your card's expiration month is invalid.")
  const thisYear = new Date(scope.now).getUTCFullYear()
  if (year !== undefined && (year < thisYear || year > thisYear + 50))
    throw cardError('invalid_expiry_year', 'card[exp_year]', "Your card's expiration year is invalid.")
  return createMethod(scope, digits, data)
}

function cardError(code: string, param: string, message: string): ProcessorError {
  return new ProcessorError(402, 'card_error', message, { code, param })
}

async function createMethod(scope: Scope, number: string, data: Partial<MethodData>) {
  const { brand, country, funding } = cardOf(number)
  const year = new Date(scope.now).getUTCFullYear() + 4
  const { email = null, name = null, phone = null, address } = data.billing_details ?? {}
  const body: Stripe.PaymentMethod = {
    id: await newId(scope, 'pm'),
    object: 'payment_method',
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: { address: viewAddress(address), email, name, phone, tax_id: null },
    card: {
      brand,
      country,
      funding,
      checks: noChecks(),
      display_brand: brand,
      generated_from: null,
      exp_month: data.card?.exp_month ?? 12,
      exp_year: data.card?.exp_year ?? year,
      fingerprint: fingerprintOfCard(number),
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: Math.floor(scope.now / 1_000),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, data.metadata) satisfies Metadata,
    type: 'card',
  }
  await insert(scope, 'payment_method', body, { card: number })
  return get(scope, 'payment_method', body.id)
}

export function noChecks() {
  return { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' as const }
}

function viewAddress(given: Record<string, string> = {}) {
  const field = (name: string) => given[name] ?? null
  return {
    city: field('city'),
    country: field('country'),
    line1: field('line1'),
    line2: field('line2'),
    postal_code: field('postal_code'),
    state: field('state'),
  }
}

function fingerprintOfCard(number: string): string {
  return createHash('sha256').update(`card ${number}`).digest('hex').slice(0, 16)
}

export const methodRoutes: Route[] = [
  httpPost('/v1/payment_methods', MethodData, async (scope, data) => (await methodOf(scope, data)).body),
  httpGet('/v1/payment_methods/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return (await get(scope, 'payment_method', id, 'payment_method')).body
  }),
]
