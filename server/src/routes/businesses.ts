import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { attachAgreement } from '../agreements/attach.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../businesses/apiKeys.ts'
import { createBusiness, getBusiness, listBusinesses } from '../businesses/store.ts'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { createKeyGuard, createReaderGuard, findReader } from '../http/auth.ts'
import { limitVisitors } from '../http/rateLimit.ts'
import { limitBody } from '../http/security.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Business, Hash, Participant } from './views.ts'

const params = z.object({ id: Hash })
const json = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const security = [{ business: [] }]

const create = createRoute({
  method: 'post',
  path: '/businesses',
  tags: ['Businesses'],
  summary: 'Register a business',
  description: 'Makes the key pair that signs its rows and a first API key, which is shown here once and never again.',
  request: json(
    z.object({
      name: z.string().trim().min(1).max(100),
      project: z.string().trim().min(1).max(200),
      participants: z.array(Participant).max(100).default([]),
    }),
  ),
  responses: answer(
    z.object({ id: Hash, publicKey: z.string(), key: z.string() }),
    'Its id, which terms name, its public key and its API key',
  ),
})

const list = createRoute({
  method: 'get',
  path: '/businesses',
  tags: ['Businesses'],
  summary: 'Every business',
  description: 'On the development chain; elsewhere the one whose API key is sent.',
  responses: answer(z.array(Business), 'Oldest first'),
})

const get = createRoute({
  method: 'get',
  path: '/businesses/{id}',
  tags: ['Businesses'],
  summary: 'One business',
  request: { params },
  responses: answer(Business, 'The business'),
})

const attach = createRoute({
  method: 'post',
  path: '/businesses/{id}/agreements',
  tags: ['Businesses'],
  summary: 'Attach an agreement whose terms name the business',
  description: 'Happens by itself soon after all parties have signed; this makes it happen now, or says why it cannot.',
  security,
  request: { params, ...json(z.object({ root: Hash })) },
  responses: answer(Business, 'The business with the agreement'),
})

const ApiKey = z
  .object({ id: z.string(), label: z.string(), createdAt: z.number(), revokedAt: z.number().nullable() })
  .openapi('ApiKey')

const listKeys = createRoute({
  method: 'get',
  path: '/businesses/{id}/keys',
  tags: ['Businesses'],
  summary: 'Its API keys, without the keys themselves',
  security,
  request: { params },
  responses: answer(z.array(ApiKey), 'Oldest first'),
})

const createKey = createRoute({
  method: 'post',
  path: '/businesses/{id}/keys',
  tags: ['Businesses'],
  summary: 'Make another API key',
  security,
  request: { params, ...json(z.object({ label: z.string().trim().max(100).default('') })) },
  responses: answer(z.object({ id: z.string(), key: z.string() }), 'The key, shown here once'),
})

const revokeKey = createRoute({
  method: 'delete',
  path: '/businesses/{id}/keys/{key}',
  tags: ['Businesses'],
  summary: 'Revoke an API key',
  security,
  request: { params: z.object({ id: Hash, key: z.uuid() }) },
  responses: answer(z.array(ApiKey), 'What is left'),
})

export function createBusinessRoutes(context: Context) {
  const { sql, keys, indexer, visits, deployment } = context
  const guard = createKeyGuard(context)

  const app = new OpenAPIHono({ defaultHook })
  app.use('/businesses', limitBody(1), limitVisitors(visits))
  for (const path of ['/businesses/:id/keys', '/businesses/:id/keys/*', '/businesses/:id/agreements'])
    app.use(path, limitBody(1), guard)

  app.use('/businesses/:id', createReaderGuard(context))

  return app
    .openapi(create, async c => {
      return c.json(await createBusiness(sql, keys, c.req.valid('json')), 200)
    })
    .openapi(list, async c => {
      if (deployment.chainId === developmentChain) return c.json(await listBusinesses(sql), 200)
      const own = await findReader(sql, c.req.header('authorization'))
      return c.json([await getBusiness(sql, own)], 200)
    })
    .openapi(get, async c => c.json(await getBusiness(sql, c.req.valid('param').id), 200))
    .openapi(attach, async c => {
      const { id } = c.req.valid('param')
      await attachAgreement(sql, indexer, id, c.req.valid('json').root)
      return c.json(await getBusiness(sql, id), 200)
    })
    .openapi(listKeys, async c => c.json(await listApiKeys(sql, c.req.valid('param').id), 200))
    .openapi(createKey, async c => {
      const { id } = c.req.valid('param')
      return c.json(await createApiKey(sql, id, c.req.valid('json').label), 200)
    })
    .openapi(revokeKey, async c => {
      const { id, key } = c.req.valid('param')
      await revokeApiKey(sql, id, key)
      return c.json(await listApiKeys(sql, id), 200)
    })
}
