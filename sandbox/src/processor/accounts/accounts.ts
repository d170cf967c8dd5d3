import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { anything, currency, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpDelete, httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { scramble } from '../../store/ids.ts'
import { change, get, insert, remove } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'
import { viewAccount } from '../view.ts'
import { addBankAccount, BankAccountData } from './bankAccounts.ts'
import { accountIn } from './find.ts'

// What says who the account's owner is: taken, and not looked at.
const identity = {
  account_token: text.optional(),
  business_profile: z.record(z.string(), anything).optional(),
  business_type: z.enum(['individual', 'company', 'non_profit', 'government_entity']).optional(),
  capabilities: z.record(z.string(), anything).optional(),
  company: anything.optional(),
  documents: anything.optional(),
  email: text.optional(),
  individual: anything.optional(),
  settings: anything.optional(),
  tos_acceptance: anything.optional(),
}

const Create = z.strictObject({
  ...identity,
  controller: z.record(z.string(), anything).optional(),
  country: z.string().length(2).default('US'),
  default_currency: currency.optional(),
  external_account: BankAccountData.optional(),
  metadata: metadata.optional(),
  type: z.enum(['custom', 'express', 'standard']).optional(),
})

const Update = z.strictObject({
  ...identity,
  default_currency: currency.optional(),
  metadata: metadata.optional(),
})

const currencies: Record<string, string> = {
  AU: 'aud',
  BR: 'brl',
  CA: 'cad',
  CH: 'chf',
  CN: 'cny',
  CZ: 'czk',
  DK: 'dkk',
  GB: 'gbp',
  HK: 'hkd',
  HU: 'huf',
  IN: 'inr',
  JP: 'jpy',
  MX: 'mxn',
  MY: 'myr',
  NO: 'nok',
  NZ: 'nzd',
  PL: 'pln',
  RO: 'ron',
  SE: 'sek',
  SG: 'sgd',
  TH: 'thb',
  US: 'usd',
  AE: 'aed',
  KW: 'kwd',
  BH: 'bhd',
}

type Fields = {
  id: string
  country: string
  created: number
  email: string | null
  metadata: Record<string, string>
  type: 'custom' | 'express' | 'standard' | 'none'
}

/** An account that may do everything at once: the sandbox asks nobody for papers. */
export function buildAccount(fields: Fields): Stripe.Account {
  const due = {
    alternatives: [],
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  }
  const { id, country, created, email, metadata, type } = fields
  return {
    id,
    object: 'account',
    business_profile: null,
    business_type: null,
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'application', is_controller: true },
    country,
    created,
    default_currency: currencies[country] ?? 'eur',
    details_submitted: true,
    email,
    future_requirements: due,
    metadata,
    payouts_enabled: true,
    requirements: due,
    tos_acceptance: { date: created },
    type,
  }
}

async function create(scope: Scope, params: z.infer<typeof Create>): Promise<Stripe.Account> {
  const { tx, seed, now } = scope
  if (params.type !== undefined && params.controller !== undefined)
    throw invalid('Only one of type and controller can be given.', { param: 'controller' })
  const [row] = await tx<{ n: number }[]>`select nextval('ids') as n`
  const body = buildAccount({
    id: `acct_${scramble(`${seed} ${row?.n}`, 16)}`,
    country: params.country.toUpperCase(),
    created: Math.floor(now / 1_000),
    email: params.email ?? null,
    metadata: mergeMetadata({}, params.metadata),
    type: params.type ?? (params.controller ? 'none' : 'standard'),
  })
  const profile = params.business_profile ?? {}
  const text = (name: string) => (typeof profile[name] === 'string' ? profile[name] : null)
  const owned: Stripe.Account = {
    ...body,
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: text('mcc'),
      minority_owned_business_designation: null,
      name: text('name'),
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      specified_commercial_transactions_act_url: null,
      url: text('url'),
    },
    business_type: params.business_type ?? null,
    ...(params.default_currency ? { default_currency: params.default_currency } : {}),
  }
  await insert(scope, 'account', owned, {})
  const own = { ...scope, account: body.id }
  if (params.external_account) await addBankAccount(own, params.external_account, true)
  const view = await viewAccount(scope, await get(scope, 'account', body.id, 'account'))
  await emit(own, 'account.updated', view)
  return view
}

export const accountRoutes: Route[] = [
  httpPost('/v1/accounts', Create, create),
  httpGet('/v1/accounts', z.strictObject(page), async (scope, page) => {
    const { rows, has_more } = await listObjects(scope, 'account', page)
    const data = []
    for (const row of rows) data.push(await viewAccount(scope, row))
    return { object: 'list', data, has_more, url: '/v1/accounts' }
  }),
  httpGet('/v1/account', z.strictObject({}), async scope => {
    return viewAccount(scope, await accountIn(scope, scope.account))
  }),
  httpGet('/v1/accounts/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return viewAccount(scope, await accountIn(scope, id))
  }),
  httpPost('/v1/accounts/:id', Update, async (scope, params, { id = '' }) => {
    const stored = await accountIn(scope, id)
    const changed = await change(scope, stored, {
      default_currency: params.default_currency ?? stored.body.default_currency ?? 'usd',
      email: params.email ?? stored.body.email,
      metadata: mergeMetadata(stored.body.metadata ?? {}, params.metadata),
    })
    const view = await viewAccount(scope, changed)
    await emit({ ...scope, account: id }, 'account.updated', view, stored.body)
    return view
  }),
  httpDelete('/v1/accounts/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    await accountIn(scope, id)
    if (id === scope.platform) throw invalid("A platform's own account cannot be deleted.", { param: 'account' })
    const [moved] = await scope.tx`select 1 from movements where account = ${id} limit 1`
    if (moved) throw invalid(`The account ${id} had money and cannot be deleted.`, { param: 'account' })
    await remove(scope, id)
    return { id, object: 'account', deleted: true }
  }),
]
