import { NonceView, SessionView } from '@concordat/sdk/drafts/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { deleteCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { callerOf, createRateLimiter } from '../http/rateLimit.ts'
import { limitBody } from '../http/security.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { signIn } from '../sessions/signIn.ts'
import { cookieName, createNonce, deleteSession, sessionStays } from '../sessions/store.ts'
import { createVerifyHash } from '../sessions/verifySignature.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, shown } from './views.ts'

const security = [{ session: [] }]
const Session = shown(SessionView, 'Session')

const nonce = createRoute({
  method: 'get',
  path: '/sessions/nonce',
  tags: ['Sessions'],
  summary: 'A nonce to sign in with',
  description: 'Goes into an EIP-4361 message, once.',
  responses: answer(shown(NonceView, 'Nonce'), 'The nonce and until when it can be signed'),
})

const create = createRoute({
  method: 'post',
  path: '/sessions',
  tags: ['Sessions'],
  summary: 'Sign in with Ethereum',
  description: 'Sets a cookie for thirty days. Accounts that are contracts sign as ERC-1271 says.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            message: z.string().max(4_000),
            signature: z
              .string()
              .regex(/^0x[0-9a-fA-F]{2,20000}$/)
              .transform(text => text as Hex)
              .openapi({ type: 'string' }),
          }),
        },
      },
    },
  },
  responses: answer(Session, 'Who is signed in'),
})

const me = createRoute({
  method: 'get',
  path: '/sessions/me',
  tags: ['Sessions'],
  summary: 'Who is signed in',
  security,
  responses: answer(Session, 'The account'),
})

const remove = createRoute({
  method: 'delete',
  path: '/sessions',
  tags: ['Sessions'],
  summary: 'Sign out',
  security,
  responses: answer(z.object({ status: z.literal('signedOut') }), 'The session is over'),
})

export function createSessionRoutes(context: Context) {
  const { sql, deployment, rpcUrl, visits } = context
  const verify = createVerifyHash(rpcUrl)
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  const limit = createRateLimiter(visits)
  const limitCallers = createMiddleware(async (c, next) => {
    limit(callerOf(c))
    await next()
  })
  const guard = createSessionGuard(context)
  app.use('/sessions/nonce', limitCallers)
  app.on('POST', '/sessions', limitBody(1), limitCallers)
  app.on('GET', '/sessions/me', guard)
  app.on('DELETE', '/sessions', guard)

  return app
    .openapi(nonce, async c => c.json(await createNonce(sql), 200))
    .openapi(create, async c => {
      const host = c.req.header('host') ?? new URL(c.req.url).host
      const { account, expiresAt, token } = await signIn(context, verify, { ...c.req.valid('json'), host })
      setCookie(c, cookieName, token, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: sessionStays,
        // The development page is plain HTTP on this machine.
        secure: deployment.chainId !== developmentChain,
      })
      return c.json({ address: account, expiresAt }, 200)
    })
    .openapi(me, async c => {
      const { account, expiresAt } = c.get('session')
      return c.json({ address: account, expiresAt }, 200)
    })
    .openapi(remove, async c => {
      const { token } = c.get('session')
      await deleteSession(sql, token)
      context.rooms.endSession(token)
      deleteCookie(c, cookieName, { path: '/' })
      return c.json({ status: 'signedOut' as const }, 200)
    })
}
