import { OpenInvitation } from '@concordat/sdk/drafts/openInvitation.ts'
import { DraftView, InvitationView } from '@concordat/sdk/drafts/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import { acceptInvitation, viewInvitation } from '../drafts/invite.ts'
import { listInvitations } from '../drafts/listInvitations.ts'
import { viewDraft } from '../drafts/view.ts'
import { callerOf, createRateLimiter } from '../http/rateLimit.ts'
import { limitBody } from '../http/security.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, shown } from './views.ts'

const tags = ['Drafts']
const params = z.object({ token: z.string().min(1).max(100) })

const list = createRoute({
  method: 'get',
  path: '/invitations',
  tags,
  summary: 'The open invitations to the account',
  security: [{ session: [] }],
  responses: answer(z.array(shown(OpenInvitation, 'OpenInvitation')), 'The latest first'),
})

const get = createRoute({
  method: 'get',
  path: '/invitations/{token}',
  tags,
  summary: 'Who invites to what',
  description: 'For whoever has the link; nothing of the terms but the title.',
  request: { params },
  responses: answer(shown(InvitationView, 'Invitation'), 'The invitation'),
})

const accept = createRoute({
  method: 'post',
  path: '/invitations/{token}/accept',
  tags,
  summary: 'Take the seat',
  description: 'The signed-in account becomes the party, and part of the terms.',
  security: [{ session: [] }],
  request: { params },
  responses: answer(shown(DraftView, 'Draft'), 'The draft'),
})

export function createInvitationRoutes(context: Context) {
  const limit = createRateLimiter(context.visits)
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  const limitCallers = createMiddleware(async (c, next) => {
    limit(callerOf(c))
    await next()
  })
  app.use('/invitations', createSessionGuard(context))
  app.use('/invitations/:token', limitCallers)
  app.use('/invitations/:token/accept', limitBody(1), createSessionGuard(context))
  return app
    .openapi(list, async c => c.json(await listInvitations(context, c.get('account')), 200))
    .openapi(get, async c => c.json(await viewInvitation(context, c.req.valid('param').token), 200))
    .openapi(accept, async c => {
      const id = await acceptInvitation(context, c.req.valid('param').token, c.get('account'))
      return c.json(await viewDraft(context, id, c.get('account')), 200)
    })
}
