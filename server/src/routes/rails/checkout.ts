import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import { findReader } from '../../http/auth.ts'
import { readsChinese } from '../../http/language.ts'
import { limitVisitors } from '../../http/rateLimit.ts'
import { limitBody } from '../../http/security.ts'
import { hashRequest } from '../../intake/batches.ts'
import { createCheckout, readCheckout, viewCheckout } from '../../rails/checkout.ts'
import { defaultHook } from '../defaultHook.ts'
import { answer, Hash } from '../views.ts'

const whole = z
  .string()
  .regex(/^\d{1,78}$/)
  .refine(text => BigInt(text) < 1n << 256n)

const View = z
  .object({
    id: z.string(),
    agreement: z.custom<Hex>().openapi({ type: 'string' }),
    amount: z.string(),
    currency: z.string(),
    payer: z.string(),
    purpose: z.string(),
    date: z.string(),
    expiresAt: z.number(),
    url: z.string().nullable().openapi({ description: 'The page at the processor on which the payment is confirmed' }),
  })
  .openapi('Checkout')

const State = View.extend({
  state: z.enum(['open', 'processing', 'paid', 'expired']),
  declined: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .openapi({ description: "Why the payer's last attempt failed, in the processor's words" }),
  payment: z.string().nullable().openapi({ description: "The processor's id of the payment" }),
  subject: z.custom<Hex>().nullable().openapi({ type: 'string', description: 'Subject of the fact about it' }),
  receipt: z.string().nullable().openapi({ description: 'Path of the receipt, once the payment is booked' }),
  seq: z.number().nullable().openapi({ description: 'Number of the row that tells the nodes' }),
}).openapi('CheckoutState')

const create = createRoute({
  method: 'post',
  path: '/rails/checkout',
  tags: ['Rails'],
  summary: 'Pay an agreement on a page of its processor',
  description:
    'A payer with a wallet names its address and signs the order; anyone else orders by confirming the payment. The same Idempotency-Key answers the same page.',
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(8).max(200).optional() }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            agreement: Hash,
            amount: z.string().regex(/^\d{1,30}(\.\d{1,18})?$/),
            payer: z.string().trim().min(1).max(100).optional(),
            purpose: z.string().trim().min(1).max(250),
            date: z.iso
              .date()
              .optional()
              .openapi({ description: "The business date; today where it is not given. With the business's API key" }),
            order: z
              .strictObject({
                nonce: whole,
                expiry: whole,
                signature: z.string().regex(/^0x([0-9a-f]{2}){64,1000}$/i),
              })
              .optional(),
            language: z
              .enum(['en', 'zh'])
              .optional()
              .openapi({ description: 'What the payer reads; what the browser asks for otherwise' }),
            returnPath: z
              .string()
              .regex(/^\/([^/\\].*)?$/)
              .max(500)
              .optional()
              .openapi({ description: 'Where in the web app the payer goes on; the page it pays on otherwise' }),
          }),
        },
      },
    },
  },
  responses: answer(View, 'The checkout, with the address of its page'),
})

const get = createRoute({
  method: 'get',
  path: '/rails/checkout/{id}',
  tags: ['Rails'],
  summary: 'How a checkout stands at the processor now',
  request: { params: z.object({ id: z.uuid() }) },
  responses: answer(State, 'Its state'),
})

/** Paying an agreement. */
export function createCheckoutRoutes(context: Context) {
  const app = new OpenAPIHono({ defaultHook })
  app.use('/rails/checkout', limitBody(1), limitVisitors(context.visits))
  return app
    .openapi(create, async c => {
      const { order, returnPath, language = readsChinese(c) ? 'zh' : 'en', ...given } = c.req.valid('json')
      const key = c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID()
      const hash = hashRequest('checkout', new Uint8Array(await c.req.arrayBuffer()))
      const signed = order && {
        nonce: BigInt(order.nonce),
        expiry: BigInt(order.expiry),
        signature: order.signature as Hex,
      }
      const base = context.publicUrl ?? new URL(c.req.url).origin
      const returnUrl = new URL(returnPath ?? `/pay/${given.agreement}`, base).href
      const authorization = c.req.header('authorization')
      const by = authorization ? await findReader(context.sql, authorization) : undefined
      const checkout = await createCheckout(
        context,
        { ...given, by, order: signed, language, returnUrl },
        { key, hash },
      )
      return c.json(viewCheckout(checkout), 200)
    })
    .openapi(get, async c => c.json(await readCheckout(context, c.req.valid('param').id), 200))
}
