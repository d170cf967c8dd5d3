import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { ApiError } from '../errors.ts'

export type RateLimit = {
  /** How many requests may come at once. */
  burst: number
  /** How many requests a second are allowed in the long run. */
  perSecond: number
}

const forgetAfter = 10_000

/** Counts requests per caller (an API key's business, an address) and refuses those that come too fast. */
export function createRateLimiter({ burst, perSecond }: RateLimit): (caller: string) => void {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return caller => {
    // Not the time of day: should that be set back, everyone would be refused until it is the same again.
    const now = performance.now()
    if (buckets.size > forgetAfter)
      for (const [known, { at }] of buckets) if ((now - at) / 1000 > burst / perSecond) buckets.delete(known)
    const last = buckets.get(caller) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, last.tokens + ((now - last.at) / 1000) * perSecond)
    if (tokens < 1)
      throw new ApiError(429, 'TooManyRequests', `At most ${perSecond} requests a second; wait and try again.`, {
        perSecond,
      })
    buckets.set(caller, { tokens: tokens - 1, at: now })
  }
}

/** The network address a request comes from; in tests, which have no connection, all are one. */
export function callerOf(c: Context): string {
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : ''
}

/** Slows down each network address. */
export function limitVisitors(limit: RateLimit) {
  const check = createRateLimiter(limit)
  return createMiddleware(async (c, next) => {
    if (c.req.method === 'POST') check(callerOf(c))
    await next()
  })
}
