import { Rail } from '@concordat/sdk/payments/processor.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Address, Hex } from 'viem'
import type { Context } from '../../context.ts'
import { ownerGuard } from '../../http/owner.ts'
import { limitVisitors } from '../../http/rateLimit.ts'
import { limitBody } from '../../http/security.ts'
import { hashRequest } from '../../intake/batches.ts'
import { addPayoutAccount, listPayoutAccounts, viewPayoutAccount } from '../../rails/payoutAccounts.ts'
import { listOrders } from '../../rails/payouts.ts'
import { defaultHook } from '../defaultHook.ts'
import { answer, Hash } from '../views.ts'

const path = '/rails/payout-accounts'
const security = [{ owner: [] }]
const hex = z.custom<Hex>().openapi({ type: 'string' })
const address = z.custom<Address>().openapi({ type: 'string' })

const View = z
  .object({
    key: hex,
    owner: address,
    agreement: hex,
    processor: z.string().openapi({ description: 'The account at the processor that pays' }),
    address: address.openapi({ type: 'string', description: 'Units that arrive here can be paid out' }),
    rail: Rail,
    holder: z.string(),
    account: z.string(),
    struct: z.record(z.string(), z.string()).openapi({ description: 'The payout account as Payments takes it' }),
    orders: z.array(
      z.object({
        instruction: hex,
        amount: z.string().openapi({ description: "In the currency's minor unit" }),
        issuedAt: z.number(),
        state: z.enum(['open', 'sent']),
        payout: z.string().nullable(),
        refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  })
  .openapi('PayoutAccount')

const list = createRoute({
  method: 'get',
  path,
  tags: ['Rails'],
  summary: 'The receiving accounts of the signer, and what was paid to them',
  security,
  middleware: ownerGuard,
  responses: answer(z.array(View), 'Oldest first'),
})

const add = createRoute({
  method: 'post',
  path,
  tags: ['Rails'],
  summary: 'Name an account outside the chain that receives what the signer is paid',
  description:
    'Its particulars are kept encrypted; the chain sees a salted hash, and the nodes learn them with the first payout.',
  security,
  middleware: ownerGuard,
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200) }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            agreement: Hash,
            holder: z.string().trim().min(1).max(200),
            account: z
              .string()
              .transform(text => text.replace(/\s/g, ''))
              .pipe(z.string().regex(/^(ba_\w{1,90}|[A-Z]{2}\d{2}[A-Z0-9]{11,30})$/, 'expected an IBAN or ba_...'))
              .openapi({ type: 'string' }),
            minimum: z
              .string()
              .regex(/^\d{1,30}$/)
              .default('0')
              .openapi({ description: "What anyone may have paid out at the least, in the currency's minor unit" }),
          }),
        },
      },
    },
  },
  responses: answer(View, 'The payout account'),
})

/** Accounts outside the chain that parties are paid to. */
export function createPayoutAccountRoutes(context: Context) {
  const app = new OpenAPIHono({ defaultHook })
  app.use(path, limitBody(1), limitVisitors(context.visits))
  return app
    .openapi(list, async c => {
      const kept = await listPayoutAccounts(context, c.get('owner'))
      const orders = await listOrders(
        context,
        kept.map(({ key }) => key),
      )
      return c.json(
        kept.map(each => ({ ...viewPayoutAccount(context, each), orders: orders.get(each.key) ?? [] })),
        200,
      )
    })
    .openapi(add, async c => {
      const { minimum, ...given } = c.req.valid('json')
      const request = {
        key: c.req.valid('header')['idempotency-key'],
        hash: hashRequest('payout account', new Uint8Array(await c.req.arrayBuffer())),
      }
      const kept = await addPayoutAccount(
        context,
        { ...given, owner: c.get('owner'), minimum: BigInt(minimum) },
        request,
      )
      return c.json({ ...viewPayoutAccount(context, kept), orders: [] }, 200)
    })
}
