import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { currency, flag, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpDelete, httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { change, findBy, get, insert, remove, type Stored } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'
import { accountIn } from './find.ts'

export const BankAccountData = z.strictObject({
  object: z.literal('bank_account'),
  account_number: z.string().regex(/^[A-Za-z0-9 -]{4,40}$/),
  country: z.string().length(2),
  currency,
  account_holder_name: text.optional(),
  account_holder_type: z.enum(['individual', 'company']).optional(),
  account_type: text.optional(),
  metadata: metadata.optional(),
  routing_number: z.string().max(40).optional(),
})
export type BankAccountData = z.infer<typeof BankAccountData>

/** Adds a bank account that money can be paid out to; the first of a currency is its default. */
export async function addBankAccount(scope: Scope, data: BankAccountData, isDefault = false) {
  const number = data.account_number.replace(/[ -]/g, '')
  const others = await findBy(scope, 'bank_account', 'currency', data.currency)
  const first = isDefault || others.length === 0
  const body: Stripe.BankAccount = {
    id: await newId(scope, 'ba'),
    object: 'bank_account',
    account: scope.account,
    account_holder_name: data.account_holder_name ?? null,
    account_holder_type: data.account_holder_type ?? null,
    account_type: data.account_type ?? null,
    available_payout_methods: ['standard'],
    bank_name: 'SANDBOX BANK',
    country: data.country.toUpperCase(),
    currency: data.currency,
    default_for_currency: first,
    fingerprint: createHash('sha256').update(`bank ${data.routing_number} ${number}`).digest('hex').slice(0, 16),
    future_requirements: null,
    last4: number.slice(-4),
    metadata: mergeMetadata({}, data.metadata),
    requirements: null,
    routing_number: data.routing_number ?? null,
    status: 'new',
  }
  if (first) await clearDefault(scope, others)
  await insert(scope, 'bank_account', body, { number, closed: false })
  await emit(scope, 'account.external_account.created', body)
  return body
}

async function clearDefault(scope: Scope, banks: Stored<'bank_account'>[]): Promise<void> {
  for (const bank of banks)
    if (bank.body.default_for_currency) await change(scope, bank, { default_for_currency: false })
}

const Update = z.strictObject({
  account_holder_name: text.optional(),
  account_holder_type: z.enum(['individual', 'company']).optional(),
  default_for_currency: flag.optional(),
  metadata: metadata.optional(),
})

const base = '/v1/accounts/:account/external_accounts'

/** The work, on behalf of the account in the path. */
async function within(scope: Scope, path: Record<string, string>): Promise<Scope> {
  return { ...scope, account: (await accountIn(scope, path.account ?? '')).body.id }
}

export const bankAccountRoutes: Route[] = [
  httpPost(
    base,
    z.strictObject({
      external_account: BankAccountData,
      default_for_currency: flag.optional(),
      metadata: metadata.optional(),
    }),
    async (scope, params, path) => {
      const data = params.metadata ? { ...params.external_account, metadata: params.metadata } : params.external_account
      return addBankAccount(await within(scope, path), data, params.default_for_currency)
    },
  ),
  httpGet(
    base,
    z.strictObject({ ...page, object: z.literal('bank_account').optional() }),
    async (scope, params, path) => {
      const { object: _, ...page } = params
      const own = await within(scope, path)
      const { rows, has_more } = await listObjects(own, 'bank_account', page)
      const url = `/v1/accounts/${own.account}/external_accounts`
      return { object: 'list', data: rows.map(row => row.body), has_more, url }
    },
  ),
  httpGet(`${base}/:id`, z.strictObject({}), async (scope, _, path) => {
    return (await get(await within(scope, path), 'bank_account', path.id ?? '')).body
  }),
  httpPost(`${base}/:id`, Update, async (scope, { metadata, default_for_currency, ...params }, path) => {
    const own = await within(scope, path)
    const bank = await get(own, 'bank_account', path.id ?? '')
    if (default_for_currency) await clearDefault(own, await findBy(own, 'bank_account', 'currency', bank.body.currency))
    const changed = await change(own, bank, {
      account_holder_name: params.account_holder_name ?? bank.body.account_holder_name,
      account_holder_type: params.account_holder_type ?? bank.body.account_holder_type,
      default_for_currency: default_for_currency || (bank.body.default_for_currency ?? false),
      metadata: mergeMetadata(bank.body.metadata ?? {}, metadata),
    })
    await emit(own, 'account.external_account.updated', changed.body, bank.body)
    return changed.body
  }),
  httpDelete(`${base}/:id`, z.strictObject({}), async (scope, _, path) => {
    const own = await within(scope, path)
    const { body } = await get(own, 'bank_account', path.id ?? '')
    if (body.default_for_currency)
      throw invalid(`The external account ${body.id} is the default for ${body.currency}; choose another first.`)
    await remove(own, body.id)
    await emit(own, 'account.external_account.deleted', body)
    return { id: body.id, object: 'bank_account', currency: body.currency, deleted: true }
  }),
]
