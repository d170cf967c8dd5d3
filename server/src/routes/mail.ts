import type { MailboxView } from '@concordat/sdk/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { createRateLimiter, limitVisitors } from '../http/rateLimit.ts'
import { confirmMailbox, deleteMailbox, keepMailbox, readMailbox } from '../mail/mailbox.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { defaultHook } from './defaultHook.ts'
import { answer } from './views.ts'

const security = [{ session: [] }]
const tags = ['Alerts']
const language = z.enum(['en', 'zh'])

const Mailbox = z
  .object({ address: z.string().nullable(), language, confirmed: z.boolean() })
  .openapi('Mailbox') satisfies z.ZodType<MailboxView>

const show = createRoute({
  method: 'get',
  path: '/sessions/me/email',
  tags,
  summary: 'Where alerts are mailed',
  security,
  responses: answer(Mailbox, 'The address, if there is one'),
})

const keep = createRoute({
  method: 'put',
  path: '/sessions/me/email',
  tags,
  summary: 'Choose where alerts are mailed',
  description:
    'A new address gets one mail with a link; alerts are sent there once it was opened. `null` ends all mail.',
  security,
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ address: z.email().max(254).nullable(), language }) } },
    },
  },
  responses: answer(Mailbox, 'The address as it is kept'),
})

const confirm = createRoute({
  method: 'post',
  path: '/mail/confirmations/{token}',
  tags,
  summary: 'Confirm an address with the token of its link',
  request: { params: z.object({ token: z.string().min(1).max(100) }) },
  responses: answer(z.object({ confirmed: z.literal(true) }), 'Alerts are mailed from now on'),
})

/** How many confirmation mails one account can ask for: anyone's address can be given. */
const asking = { burst: 5, perSecond: 1 / 600 }

export function createMailRoutes(context: Context) {
  const { sql, visits } = context
  const limit = createRateLimiter(asking)
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  app.use('/sessions/me/email', createSessionGuard(context))
  app.on(
    'PUT',
    '/sessions/me/email',
    createMiddleware<SignedIn>(async (c, next) => {
      limit(c.get('account'))
      await next()
    }),
  )
  app.use('/mail/*', limitVisitors(visits))
  return app
    .openapi(show, async c => c.json(await readMailbox(sql, c.get('account')), 200))
    .openapi(keep, async c => {
      const { address, language } = c.req.valid('json')
      if (address === null) await deleteMailbox(sql, c.get('account'))
      else await keepMailbox(sql, c.get('account'), address, language)
      return c.json(await readMailbox(sql, c.get('account')), 200)
    })
    .openapi(confirm, async c => {
      if (!(await confirmMailbox(sql, c.req.valid('param').token)))
        throw new ApiError(404, 'ConfirmationUnknown', 'This link is not valid any more: ask for a new one.')
      return c.json({ confirmed: true as const }, 200)
    })
}
