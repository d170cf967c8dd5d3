import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type ByManager, createManagerGuard } from '../../businesses/managers.ts'
import type { Context } from '../../context.ts'
import { limitBody } from '../../http/security.ts'
import { hashRequest } from '../../intake/batches.ts'
import { createRefund, listRefunds, viewRefund } from '../../rails/refunds.ts'
import { defaultHook } from '../defaultHook.ts'
import { address, answer, Hash } from '../views.ts'

const path = '/businesses/{id}/refunds'
const params = z.object({ id: Hash })
const security = [{ business: [] }, { session: [] }]

const View = z
  .object({
    id: z.string(),
    payment: z.string(),
    amount: z.string(),
    currency: z.string(),
    date: z.string(),
    state: z
      .enum(['open', 'sent', 'refused', 'failed'])
      .openapi({ description: '`failed`: booked, and its money came back to the account: the payer is still owed' }),
    refund: z.string().nullable().openapi({ description: "The processor's id" }),
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    orderedBy: address.nullable().openapi({ description: 'Who ordered it by session' }),
    replaces: z.string().nullable().openapi({ description: 'The failed refund that it pays again' }),
  })
  .openapi('RefundOrder')

const list = createRoute({
  method: 'get',
  path,
  tags: ['Rails'],
  summary: 'What the business ordered to be given back',
  security,
  request: { params },
  responses: answer(z.array(View), 'Newest first, at most 200'),
})

const create = createRoute({
  method: 'post',
  path,
  tags: ['Rails'],
  summary: 'Give a payer money back',
  description:
    'All or a part, also several times; or again what a failed refund should have given back. By the API key, or by the session of a participant whose role manages the business. The same Idempotency-Key gives back once.',
  security,
  request: {
    params,
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200) }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.union([
            z.strictObject({
              payment: z.string().regex(/^\w{1,100}$/),
              amount: z
                .string()
                .regex(/^\d{1,30}(\.\d{1,18})?$/)
                .optional(),
              date: z.iso.date().optional(),
            }),
            z.strictObject({ replaces: z.string().regex(/^\w{1,100}$/) }),
          ]),
        },
      },
    },
  },
  responses: answer(View, 'The refund at the processor'),
})

/** Refunds by a business. */
export function createRefundRoutes(context: Context) {
  const app = new OpenAPIHono<ByManager>({ defaultHook })
  app.use('/businesses/:id/refunds', limitBody(1), createManagerGuard(context))
  return app
    .openapi(list, async c => c.json((await listRefunds(context, c.req.valid('param').id)).map(viewRefund), 200))
    .openapi(create, async c => {
      const key = c.req.valid('header')['idempotency-key']
      const hash = hashRequest('refund', new Uint8Array(await c.req.arrayBuffer()))
      const { id: business } = c.req.valid('param')
      const orderedBy = c.get('account') ?? null
      const order = await createRefund(context, { business, orderedBy, ...c.req.valid('json') }, { key, hash })
      return c.json(viewRefund(order), 200)
    })
}
