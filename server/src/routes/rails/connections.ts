import { isAccount, noAccount, Rail, Reserve } from '@concordat/sdk/payments/processor.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type ByManager, createManagerGuard } from '../../businesses/managers.ts'
import type { Context } from '../../context.ts'
import { developmentChain } from '../../deployment.ts'
import { createKeyGuard } from '../../http/auth.ts'
import { limitBody } from '../../http/security.ts'
import { type Connection, connectAccount, listConnections } from '../../rails/connections.ts'
import { Limits, presets } from '../../rails/limits.ts'
import { defaultHook } from '../defaultHook.ts'
import { answer, Hash } from '../views.ts'

const path = '/businesses/{id}/connections'
const params = z.object({ id: Hash })

export const ConnectionView = z
  .object({
    business: Hash,
    rail: Rail,
    account: z.string().openapi({ description: 'acct_... at Stripe, an IBAN at a bank' }),
    reserve: Reserve.nullable(),
    limits: Limits,
  })
  .openapi('Connection') satisfies z.ZodType<Connection>

const list = createRoute({
  method: 'get',
  path,
  tags: ['Rails'],
  summary: "A business's accounts at processors",
  description: 'By the API key, or by the session of a participant whose role manages the business.',
  request: { params },
  responses: answer(z.array(ConnectionView), 'Oldest first'),
})

const connect = createRoute({
  method: 'post',
  path,
  tags: ['Rails'],
  summary: 'Connect an account at a processor, or change its limits or its reserve',
  description:
    'The server must have been told how to act for the account. The reserve is part of the name that terms give the account: it can change while no agreement names it (`ReserveInUse`). It stays where none is given; null is none.',
  security: [{ business: [] }],
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              rail: Rail,
              account: z.string().max(100),
              reserve: Reserve.nullable().optional(),
              preset: z.enum(Object.keys(presets) as [keyof typeof presets]).optional(),
              limits: Limits.default({}).openapi({ description: 'Beside those of the preset, or instead of them' }),
            })
            .refine(isAccount, noAccount),
        },
      },
    },
  },
  responses: answer(ConnectionView, 'The connection'),
})

/** The accounts at processors that receive and pay a business's money. */
export function createConnectionRoutes(context: Context) {
  const { sql, deployment } = context
  const write = createKeyGuard(context)
  const read = createManagerGuard(context)
  // Anyone reads a business's records on the development chain.
  const isOpen = deployment.chainId === developmentChain
  const app = new OpenAPIHono<ByManager>({ defaultHook })
  app.use('/businesses/:id/connections', limitBody(1), (c, next) =>
    c.req.method === 'POST' ? write(c, next) : isOpen ? next() : read(c, next),
  )
  return app
    .openapi(list, async c => c.json(await listConnections(sql, c.req.valid('param').id), 200))
    .openapi(connect, async c => {
      const { id } = c.req.valid('param')
      const { preset, limits, ...given } = c.req.valid('json')
      const all = { ...(preset ? presets[preset] : {}), ...limits }
      return c.json(await connectAccount(context, { business: id, ...given, limits: all }), 200)
    })
}
