import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { amount, currency, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { availableOf, findMovement, move } from '../../store/movements.ts'
import { change, find, get, idOf, insert } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'
import { formatAmount } from '../currencies.ts'
import { viewTransfer } from '../view.ts'
import { buildPayment } from './payment.ts'
import { createReversal } from './reversals.ts'

const Create = z.strictObject({
  amount,
  currency,
  destination: text,
  description: text.optional(),
  metadata: metadata.optional(),
  source_transaction: text.optional(),
  source_type: z.enum(['card', 'bank_account', 'fpx']).default('card'),
  transfer_group: text.optional(),
})
type Create = z.infer<typeof Create>

/** When the money of a transfer can be used: now, or when the payment it comes from is settled. */
async function availableFrom(scope: Scope, { amount, currency, source_transaction: source }: Create): Promise<number> {
  if (source !== undefined) {
    const charge = await get(scope, 'charge', source, 'source_transaction')
    const sent = await scope.tx<{ sum: number }[]>`
      select coalesce(sum((body ->> 'amount')::bigint), 0)::bigint as sum from objects
      where kind = 'transfer' and account = ${scope.account} and body ->> 'source_transaction' = ${source}`
    const left = charge.body.amount_captured - (sent[0]?.sum ?? 0)
    if (charge.body.currency !== currency || amount > left)
      throw invalid(`Of the charge ${source}, ${formatAmount(left, charge.body.currency)} can be transferred.`, {
        param: 'amount',
      })
    const movement = await findMovement(scope, idOf(charge.body.balance_transaction) ?? '')
    return Math.max(movement?.available ?? scope.now, scope.now)
  }
  const available = await availableOf(scope, currency)
  if (available < amount) {
    const message = `The available balance of ${formatAmount(available, currency)} does not cover the transfer of ${formatAmount(amount, currency)}.`
    throw invalid(message, { code: 'balance_insufficient', param: 'amount' })
  }
  return scope.now
}

async function createTransfer(scope: Scope, params: Create): Promise<Stripe.Transfer> {
  if (scope.account !== scope.platform) throw invalid('Only a platform makes transfers.', { param: 'destination' })
  const destination = await find(scope, 'account', params.destination)
  if (!destination || params.destination === scope.platform)
    throw invalid(`No such destination: '${params.destination}'`, { code: 'resource_missing', param: 'destination' })
  const available = await availableFrom(scope, params)
  const id = await newId(scope, 'tr')
  const { amount, currency } = params
  const description = params.description ?? null
  const balance_transaction = await move(scope, {
    amount: -amount,
    currency,
    available,
    description,
    type: 'transfer',
    category: 'transfer',
    source: id,
  })
  const there = { ...scope, account: params.destination }
  const payment = await newId(there, 'py')
  const body: Stripe.Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction,
    created: Math.floor(scope.now / 1_000),
    currency,
    description,
    destination: params.destination,
    destination_payment: payment,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: params.source_transaction ?? null,
    source_type: params.source_type,
    transfer_group: params.transfer_group ?? null,
  }
  await insert(scope, 'transfer', body, {})
  const received = await move(there, {
    amount,
    currency,
    available,
    description,
    type: 'payment',
    category: 'charge',
    source: payment,
  })
  await insert(there, 'charge', buildPayment(there, body, payment, received), { card: '' })
  await emit(scope, 'transfer.created', body)
  return body
}

const List = z.strictObject({ ...page, destination: text.optional(), transfer_group: text.optional() })

export const transferRoutes: Route[] = [
  httpPost('/v1/transfers', Create, createTransfer),
  httpGet('/v1/transfers', List, async (scope, { destination, transfer_group, ...page }) => {
    const { rows, has_more } = await listObjects(scope, 'transfer', page, { destination, transfer_group })
    const data = []
    for (const row of rows) data.push(await viewTransfer(scope, row))
    return { object: 'list', data, has_more, url: '/v1/transfers' }
  }),
  httpGet('/v1/transfers/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return viewTransfer(scope, await get(scope, 'transfer', id, 'transfer'))
  }),
  httpPost(
    '/v1/transfers/:id',
    z.strictObject({ description: text.optional(), metadata: metadata.optional() }),
    async (scope, params, { id = '' }) => {
      const stored = await get(scope, 'transfer', id, 'transfer')
      const changed = await change(scope, stored, {
        description: params.description ?? stored.body.description,
        metadata: mergeMetadata(stored.body.metadata, params.metadata),
      })
      const view = await viewTransfer(scope, changed)
      await emit(scope, 'transfer.updated', view, stored.body)
      return view
    },
  ),
  httpPost(
    '/v1/transfers/:id/reversals',
    z.strictObject({ amount: amount.optional(), description: text.optional(), metadata: metadata.optional() }),
    async (scope, params, { id = '' }) => createReversal(scope, await get(scope, 'transfer', id, 'transfer'), params),
  ),
  httpGet('/v1/transfers/:id/reversals', z.strictObject(page), async (scope, page, { id = '' }) => {
    await get(scope, 'transfer', id, 'transfer')
    const { rows, has_more } = await listObjects(scope, 'transfer_reversal', page, { transfer: id })
    return { object: 'list', data: rows.map(row => row.body), has_more, url: `/v1/transfers/${id}/reversals` }
  }),
  httpGet('/v1/transfers/:transfer/reversals/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return (await get(scope, 'transfer_reversal', id)).body
  }),
]
