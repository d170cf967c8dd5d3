import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import { findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { createKeyGuard } from '../http/auth.ts'
import { limitBody } from '../http/security.ts'
import { findRepeated, hashRequest } from '../intake/batches.ts'
import { readCsv } from '../intake/csv.ts'
import { readImport } from '../intake/readImport.ts'
import type { SourceLine } from '../intake/readLine.ts'
import { submitBatch } from '../intake/submit.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Batch, Hash } from './views.ts'

const mostRows = 10_000

const params = z.object({ id: Hash })
const headers = z.object({
  'idempotency-key': z
    .string({ error: 'send an Idempotency-Key header: any text that names this request, so that it can be sent again' })
    .min(1)
    .max(200),
})
const agreement = Hash.optional().openapi({
  description: 'The agreement the rows belong to, when several name the business',
})
const security = [{ business: [] }]
const common = { method: 'post' as const, tags: ['Rows'], security }

const file = z.custom<File>().optional().openapi({ type: 'string', format: 'binary' })

const rows = createRoute({
  ...common,
  path: '/businesses/{id}/rows',
  summary: 'Deliver rows',
  description: `At most ${mostRows} at once. What is wrong with a row is said with its line, counted from 1; the others are accepted.`,
  request: {
    params,
    headers,
    query: z.object({ agreement }),
    body: {
      required: true,
      content: {
        'application/json': { schema: z.object({ rows: z.array(z.record(z.string(), z.unknown())) }) },
      },
    },
  },
  responses: answer(Batch, 'What was accepted'),
})

const csv = createRoute({
  ...common,
  path: '/businesses/{id}/csv',
  summary: 'Deliver one CSV file',
  description: `At most ${mostRows} lines; larger files go to /import. The body is the file, as text/csv.`,
  request: {
    params,
    headers,
    query: z.object({ kind: z.enum(['progress', 'bills']), agreement }),
    body: { required: true, content: { 'text/csv': { schema: z.string() } } },
  },
  responses: answer(Batch, 'What was accepted'),
})

const both = createRoute({
  ...common,
  path: '/businesses/{id}/import',
  summary: 'Deliver both CSV files',
  description:
    'multipart/form-data with the files `progress` and `bills`, or one of them. They are merged by `recordedAt` and accepted in the background: ask the batch, or listen to its events.',
  request: {
    params,
    headers,
    query: z.object({ agreement }),
    body: {
      required: true,
      content: { 'multipart/form-data': { schema: z.looseObject({ progress: file, bills: file }) } },
    },
  },
  responses: answer(Batch, 'The batch under way'),
})

type Request = { id: Hex; key: string; agreement: Hex | undefined }

/** Taking what a business delivers. */
export function createIntakeRoutes(context: Context) {
  const { sql, indexer, importer } = context
  const guard = createKeyGuard(context)
  const app = new OpenAPIHono({ defaultHook })
  app.use('/businesses/:id/rows', async (c, next) => (c.req.method === 'POST' ? guard(c, next) : next()))
  app.use('/businesses/:id/rows', limitBody(16))
  app.use('/businesses/:id/csv', guard, limitBody(16))
  app.use('/businesses/:id/import', guard, limitBody(64))

  async function submit({ id, key, agreement: root }: Request, requestHash: Uint8Array, read: () => SourceLine[]) {
    const repeated = await findRepeated(sql, { business: id, idempotencyKey: key, requestHash })
    if (repeated) return repeated
    const lines = read()
    if (lines.length > mostRows)
      throw new ApiError(
        413,
        'TooManyRows',
        `${lines.length} rows are more than ${mostRows}; send them in parts, or both files to /import.`,
        {
          given: lines.length,
          limit: mostRows,
        },
      )
    const agreement = await findAgreement(sql, indexer, id, root)
    const batch = { business: id, agreement: agreement.root, idempotencyKey: key, requestHash, total: lines.length }
    return submitBatch(context, batch, agreement, lines)
  }

  return app
    .openapi(rows, async c => {
      const { id } = c.req.valid('param')
      const { agreement } = c.req.valid('query')
      const { rows } = c.req.valid('json')
      const request = { id, key: c.req.valid('header')['idempotency-key'], agreement }
      const hash = hashRequest(`rows ${agreement ?? ''}`, new Uint8Array(await c.req.arrayBuffer()))
      const batch = await submit(request, hash, () => rows.map((fields, index) => ({ line: index + 1, fields })))
      return c.json(batch, 200)
    })
    .openapi(csv, async c => {
      const { id } = c.req.valid('param')
      const { kind, agreement } = c.req.valid('query')
      const request = { id, key: c.req.valid('header')['idempotency-key'], agreement }
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const batch = await submit(request, hashRequest(`csv ${kind} ${agreement ?? ''}`, bytes), () =>
        readCsv(bytes, kind).map(line => ({ ...line, table: kind })),
      )
      return c.json(batch, 200)
    })
    .openapi(both, async c => {
      const { id } = c.req.valid('param')
      const { agreement: root } = c.req.valid('query')
      const idempotencyKey = c.req.valid('header')['idempotency-key']
      const files = await readImport(c.req.valid('form'))
      const requestHash = hashRequest(`import ${root ?? ''}`, ...files.bytes)
      const repeated = await findRepeated(sql, { business: id, idempotencyKey, requestHash })
      if (repeated) return c.json(repeated, 200)
      const { lines, refused } = files.read()
      const agreement = await findAgreement(sql, indexer, id, root)
      const total = lines.length + refused.length
      const batch = { business: id, agreement: agreement.root, idempotencyKey, requestHash, total }
      return c.json(await importer.start(batch, lines, refused), 200)
    })
}
