import { createMiddleware } from 'hono/factory'
import type { Address } from 'viem'
import type { Context } from '../context.ts'
import { createRateLimiter } from '../http/rateLimit.ts'
import { isOwnOrigin } from './ownHost.ts'
import { refuse } from './refuse.ts'
import { findSession, type Session } from './store.ts'

export type SignedIn = { Variables: { account: Address; session: Session } }

/** Lets a request through that carries a session, and sets whose; writes only from our own pages, as often as one account may. */
export function createSessionGuard({ sql, writes, deployment }: Context) {
  const limit = createRateLimiter(writes)
  return createMiddleware<SignedIn>(async (c, next) => {
    const session = await findSession(sql, c.req.header('cookie'))
    if (!session) throw refuse(401, 'SignInNeeded')
    const origin = c.req.header('origin')
    if (c.req.method !== 'GET' && origin !== undefined && !isOwnOrigin(origin, c.req.header('host') ?? '', deployment))
      throw refuse(403, 'OriginForeign')
    limit(session.account)
    c.set('account', session.account)
    c.set('session', session)
    await next()
  })
}
