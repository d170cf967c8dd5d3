import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import { type ByManager, createManagerGuard } from '../../businesses/managers.ts'
import type { Context } from '../../context.ts'
import { limitVisitors } from '../../http/rateLimit.ts'
import { limitBody } from '../../http/security.ts'
import { hashRequest } from '../../intake/batches.ts'
import { createBatch, listBatches, previewBatches, readBatch, viewBatch, viewNext } from '../../rails/bank/batches.ts'
import { createBankOrder, describeTransfer, viewBankOrder } from '../../rails/bank/orders.ts'
import { importFile, listStatements } from '../../rails/bank/statements.ts'
import { defaultHook } from '../defaultHook.ts'
import { answer, failures, Hash } from '../views.ts'
import {
  Batch,
  Imported,
  Next,
  Order,
  Statements,
  Transfer,
  viewEntry,
  viewReport,
  viewStatement,
} from './bankViews.ts'

const payouts = '/businesses/{id}/bank/payouts'
const statements = '/businesses/{id}/bank/statements'
const params = z.object({ id: Hash })
const security = [{ business: [] }, { session: [] }]
const headers = z.object({ 'idempotency-key': z.string().min(1).max(200) })
const xml = (description: string) => ({
  200: { description, content: { 'application/xml': { schema: z.string() } } },
  ...failures,
})

const listPayouts = createRoute({
  method: 'get',
  path: payouts,
  tags: ['Bank'],
  summary: 'The files of transfers for the bank',
  security,
  request: { params },
  responses: answer(z.array(Batch), 'Newest first, at most 200'),
})

const previewPayouts = createRoute({
  method: 'get',
  path: '/businesses/{id}/bank/next',
  tags: ['Bank'],
  summary: 'What the next file of each account would hold',
  security,
  request: { params },
  responses: answer(z.array(Next), 'One per account at a bank'),
})

const createPayouts = createRoute({
  method: 'post',
  path: payouts,
  tags: ['Bank'],
  summary: 'Put the open instructions into a file for the bank',
  description:
    'An instruction is in one file, ever. The same Idempotency-Key answers the same file; `batch` is null while nothing is open.',
  security,
  request: {
    params,
    headers,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            account: z
              .string()
              .max(34)
              .optional()
              .openapi({ description: 'The IBAN that pays, when there are several' }),
          }),
        },
      },
    },
  },
  responses: answer(z.object({ batch: Batch.nullable() }), 'The file is at `/bank/payouts/{batch}`'),
})

const readPayouts = createRoute({
  method: 'get',
  path: `${payouts}/{batch}`,
  tags: ['Bank'],
  summary: 'A file of transfers, pain.001.001.09, always the same bytes',
  security,
  request: { params: params.extend({ batch: z.string().max(35) }) },
  responses: xml('The file for the bank'),
})

const listImported = createRoute({
  method: 'get',
  path: statements,
  tags: ['Bank'],
  summary: 'The statements and reports that were imported, and the entries nobody could place',
  security,
  request: { params },
  responses: answer(Statements, 'Newest first'),
})

const importStatement = createRoute({
  method: 'post',
  path: statements,
  tags: ['Bank'],
  summary: "Import a bank's statement, camt.053.001.08, or its report on a file of transfers, pain.002.001.10",
  description:
    'All of the file or nothing. Entries are told by the bank’s reference, so the same statement again, or one that overlaps it, changes nothing.',
  security,
  request: {
    params,
    body: { required: true, content: { 'application/xml': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: answer(Imported, 'What became of its entries'),
})

const createOrder = createRoute({
  method: 'post',
  path: '/rails/bank/orders',
  tags: ['Bank'],
  summary: 'Order a payment that is made by transfer',
  description: 'The payer writes the reference on the transfer, which then counts as this order. It can be used once.',
  request: {
    headers,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            agreement: Hash,
            amount: z.string().regex(/^\d{1,30}(\.\d{1,18})?$/),
            payer: z.string().trim().min(1).max(100).optional(),
            purpose: z.string().trim().min(1).max(100),
          }),
        },
      },
    },
  },
  responses: answer(Order, 'Where to pay, and what to write'),
})

const showTransfer = createRoute({
  method: 'get',
  path: '/rails/bank/agreements/{root}',
  tags: ['Bank'],
  summary: 'How to pay an agreement by a transfer of any amount',
  request: { params: z.object({ root: Hash }) },
  responses: answer(Transfer, 'Where to pay, and what to write'),
})

/** A business's bank: transfers out, statements in. */
export function createBankRoutes(context: Context) {
  const app = new OpenAPIHono<ByManager>({ defaultHook })
  app.use('/businesses/:id/bank/*', limitBody(32), createManagerGuard(context))
  app.use('/rails/bank/orders', limitBody(1), limitVisitors(context.visits))
  return app
    .openapi(listPayouts, async c => c.json((await listBatches(context, c.req.valid('param').id)).map(viewBatch), 200))
    .openapi(previewPayouts, async c =>
      c.json((await previewBatches(context, c.req.valid('param').id)).map(viewNext), 200),
    )
    .openapi(createPayouts, async c => {
      const { id } = c.req.valid('param')
      const request = await requestOf('bank payouts', c)
      const batch = await createBatch(context, { business: id, ...c.req.valid('json') }, request)
      return c.json({ batch: batch && viewBatch(batch) }, 200)
    })
    .openapi(readPayouts, async c => {
      const { id, batch } = c.req.valid('param')
      const file = await readBatch(context, id, batch)
      const disposition = `attachment; filename="${batch}.xml"`
      return c.body(file, 200, { 'content-type': 'application/xml', 'content-disposition': disposition }) as never
    })
    .openapi(listImported, async c => {
      const { statements, reports, left } = await listStatements(context, c.req.valid('param').id)
      return c.json({ statements: statements.map(viewStatement), reports, left: left.map(viewEntry) }, 200)
    })
    .openapi(importStatement, async c => {
      const file = new Uint8Array(await c.req.arrayBuffer())
      const { statements, reports, entries, fresh, known } = await importFile(context, c.req.valid('param').id, file)
      const inState = (state: string) => entries.filter(entry => entry.state === state)
      const view = {
        statements: statements.map(({ days, entries, opening: _, lines: __, ...statement }) =>
          viewStatement({ ...statement, from: days?.from ?? null, to: days?.to ?? null, entries: entries.length }),
        ),
        reports: reports.map(viewReport),
        ...{ fresh, known, placed: inState('placed').length, open: inState('open').length },
        left: inState('left').map(entry => ({ ...viewEntry(entry), line: entry.line })),
      }
      return c.json(view, 200)
    })
    .openapi(createOrder, async c => {
      const request = await requestOf('bank order', c)
      return c.json(viewBankOrder(await createBankOrder(context, c.req.valid('json'), request)), 200)
    })
    .openapi(showTransfer, async c => c.json(await describeTransfer(context, c.req.valid('param').root as Hex), 200))
}

type Asked = {
  req: { valid: (part: 'header') => { 'idempotency-key': string }; arrayBuffer: () => Promise<ArrayBuffer> }
}

/** What makes a request the same when it comes again. */
async function requestOf(name: string, { req }: Asked) {
  const key = req.valid('header')['idempotency-key']
  return { key, hash: hashRequest(name, new Uint8Array(await req.arrayBuffer())) }
}
