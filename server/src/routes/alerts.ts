import type { AlertsView, AlertView } from '@concordat/sdk/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { listAlerts, markRead } from '../alerts/store.ts'
import type { Context } from '../context.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { defaultHook } from './defaultHook.ts'
import { answer } from './views.ts'

const security = [{ session: [] }]
const tags = ['Alerts']

const Alert = z
  .object({
    id: z.number(),
    kind: z.string(),
    subject: z.string().openapi({ description: 'The root of an agreement, the id of a draft, or an account' }),
    args: z.record(z.string(), z.unknown()),
    raisedAt: z.number().openapi({ description: 'Unix seconds' }),
    readAt: z.number().nullable(),
  })
  .openapi('Alert') satisfies z.ZodType<AlertView>

const Alerts = z
  .object({ alerts: z.array(Alert), unread: z.number(), next: z.number().nullable() })
  .openapi('Alerts') satisfies z.ZodType<AlertsView>

const list = createRoute({
  method: 'get',
  path: '/alerts',
  tags,
  summary: 'What the account should hear of',
  description: 'Newest first. `/events` tells at once what is new, and what was read on another device.',
  security,
  request: {
    query: z.object({
      unread: z.stringbool().optional().openapi({ type: 'boolean' }),
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: answer(Alerts, 'A page of them'),
})

const read = createRoute({
  method: 'post',
  path: '/alerts/read',
  tags,
  summary: 'Mark alerts as read, on every device',
  security,
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.union([
            z.object({ ids: z.array(z.number().int().positive()).max(1_000) }),
            z.object({ all: z.literal(true) }),
          ]),
        },
      },
    },
  },
  responses: answer(z.object({ unread: z.number() }), 'How many are unread still'),
})

export function createAlertRoutes(context: Context) {
  const { sql, hub } = context
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  app.use('/alerts', createSessionGuard(context))
  app.use('/alerts/*', createSessionGuard(context))
  return app
    .openapi(list, async c => c.json(await listAlerts(sql, c.get('account'), c.req.valid('query')), 200))
    .openapi(read, async c => {
      const body = c.req.valid('json')
      await markRead(sql, hub, c.get('account'), 'all' in body ? 'all' : body.ids)
      const { unread } = await listAlerts(sql, c.get('account'), { limit: 1 })
      return c.json({ unread }, 200)
    })
}
