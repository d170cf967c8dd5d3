import type Stripe from 'stripe'
import { z } from 'zod'
import { listObjects } from '../../http/list.ts'
import { flag, list, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpDelete, httpGet, httpPost, type Route } from '../../http/route.ts'
import { newId } from '../../store/ids.ts'
import { change, get, insert, remove } from '../../store/objects.ts'

const types = list(z.string().regex(/^(\*|[a-z_]+(\.[a-z_]+)+)$/)).refine(
  given => given.length > 0,
  'at least one type of event',
)
const target = z.url({ protocol: /^https?$/ })

const Create = z.strictObject({
  enabled_events: types,
  url: target,
  api_version: text.optional(),
  connect: flag.default(false),
  description: text.optional(),
  metadata: metadata.optional(),
})

const Update = z.strictObject({
  description: text.optional(),
  disabled: flag.optional(),
  enabled_events: types.optional(),
  metadata: metadata.optional(),
  url: target.optional(),
})

export const endpointRoutes: Route[] = [
  httpPost('/v1/webhook_endpoints', Create, async (scope, params) => {
    const secret = await newId(scope, 'whsec', 32)
    const body: Stripe.WebhookEndpoint = {
      id: await newId(scope, 'we'),
      object: 'webhook_endpoint',
      api_version: params.api_version ?? null,
      application: null,
      created: Math.floor(scope.now / 1_000),
      description: params.description ?? null,
      enabled_events: params.enabled_events,
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      status: 'enabled',
      url: params.url,
    }
    await insert(scope, 'webhook_endpoint', body, { secret, connect: params.connect })
    // The only time the secret is shown.
    return { ...body, secret }
  }),
  httpGet('/v1/webhook_endpoints', z.strictObject(page), async (scope, page) => {
    const { rows, has_more } = await listObjects(scope, 'webhook_endpoint', page)
    return { object: 'list', data: rows.map(row => row.body), has_more, url: '/v1/webhook_endpoints' }
  }),
  httpGet('/v1/webhook_endpoints/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return (await get(scope, 'webhook_endpoint', id)).body
  }),
  httpPost('/v1/webhook_endpoints/:id', Update, async (scope, params, { id = '' }) => {
    const stored = await get(scope, 'webhook_endpoint', id)
    const { disabled } = params
    const changed = await change(scope, stored, {
      description: params.description ?? stored.body.description,
      enabled_events: params.enabled_events ?? stored.body.enabled_events,
      metadata: mergeMetadata(stored.body.metadata, params.metadata),
      status: disabled === undefined ? stored.body.status : disabled ? 'disabled' : 'enabled',
      url: params.url ?? stored.body.url,
    })
    return changed.body
  }),
  httpDelete('/v1/webhook_endpoints/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    await get(scope, 'webhook_endpoint', id)
    await scope.tx`delete from deliveries where endpoint = ${id}`
    await remove(scope, id)
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]
