import type { LeaverSignature } from '@concordat/sdk/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Address, Hex } from 'viem'
import { keepLeaverSignature, listLeaverSignatures } from '../amendments/leavers.ts'
import type { Context } from '../context.ts'
import { limitVisitors } from '../http/rateLimit.ts'
import { limitBody } from '../http/security.ts'
import { defaultHook } from './defaultHook.ts'
import { Account, answer, Hash } from './views.ts'

const path = '/amendments/{digest}/signatures'
const params = z.object({ digest: Hash })

const Signatures = z.array(
  z.object({
    account: z.custom<Address>().openapi({ type: 'string' }),
    signature: z.custom<Hex>().openapi({ type: 'string' }),
    at: z.number().openapi({ description: 'Unix seconds' }),
  }) satisfies z.ZodType<LeaverSignature>,
)

const list = createRoute({
  method: 'get',
  path,
  tags: ['Agreements'],
  summary: 'The signatures of parties that an amendment leaves out',
  description: 'The chain records only those of its own parties ahead; `amend` takes these after them.',
  request: { params },
  responses: answer(Signatures, 'Oldest first'),
})

const add = createRoute({
  method: 'post',
  path,
  tags: ['Agreements'],
  summary: 'Leaves the signature of a party that an amendment leaves out',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            root: Hash,
            account: Account,
            signature: z
              .string()
              .regex(/^0x([0-9a-f]{2}){64,4096}$/i)
              .transform(text => text as Hex)
              .openapi({ type: 'string', description: 'EIP-712, over the new terms' }),
          }),
        },
      },
    },
  },
  responses: answer(Signatures, 'All that are there now'),
})

export function createAmendmentRoutes(context: Context) {
  const { sql, visits } = context
  const app = new OpenAPIHono({ defaultHook })
  app.use('/amendments/*', limitBody(1), limitVisitors(visits))
  return app
    .openapi(list, async c => c.json(await listLeaverSignatures(sql, c.req.valid('param').digest), 200))
    .openapi(add, async c => {
      const { digest } = c.req.valid('param')
      await keepLeaverSignature(context, { digest, ...c.req.valid('json') })
      return c.json(await listLeaverSignatures(sql, digest), 200)
    })
}
