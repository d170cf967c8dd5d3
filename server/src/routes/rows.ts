import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getBusiness } from '../businesses/store.ts'
import type { Context } from '../context.ts'
import { createReaderGuard } from '../http/auth.ts'
import { getBatch } from '../intake/batches.ts'
import { listRows, sortable } from '../intake/listRows.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Batch, Hash, Row } from './views.ts'

const list = createRoute({
  method: 'get',
  path: '/businesses/{id}/rows',
  tags: ['Rows'],
  summary: 'The rows of a business',
  description:
    'With the API key; on the development chain without. The header `X-Total-Count` says how many there are in all pages.',
  request: {
    params: z.object({ id: Hash }),
    query: z.object({
      kind: z.enum(['progress', 'bills']).optional(),
      search: z.string().max(100).optional(),
      sort: z.enum(Object.keys(sortable) as [keyof typeof sortable]).default('seq'),
      order: z.enum(['asc', 'desc']).default('asc'),
      after: z.coerce
        .number()
        .int()
        .min(0)
        .default(0)
        .openapi({ description: 'The `seq` of the last row already read' }),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
  },
  responses: answer(z.array(Row), 'A page of rows'),
})

const batch = createRoute({
  method: 'get',
  path: '/businesses/{id}/batches/{batch}',
  tags: ['Rows'],
  summary: 'How far a batch is',
  request: { params: z.object({ id: Hash, batch: z.uuid() }) },
  responses: answer(Batch, 'The batch'),
})

/** Reading what was delivered. */
export function createRowRoutes(context: Context) {
  const { sql } = context
  const guard = createReaderGuard(context)
  const app = new OpenAPIHono({ defaultHook })
  app.use('/businesses/:id/rows', async (c, next) => (c.req.method === 'GET' ? guard(c, next) : next()))
  app.use('/businesses/:id/batches/*', guard)
  return app
    .openapi(list, async c => {
      const { id } = c.req.valid('param')
      const { order, ...query } = c.req.valid('query')
      await getBusiness(sql, id)
      const { rows, total } = await listRows(sql, { business: id, ...query, descending: order === 'desc' })
      c.header('X-Total-Count', String(total))
      return c.json(rows, 200)
    })
    .openapi(batch, async c => {
      const { id, batch } = c.req.valid('param')
      return c.json(await getBatch(sql, id, batch), 200)
    })
}
