import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Hex } from 'viem'
import { findBusinessOfKey } from '../businesses/apiKeys.ts'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { ApiError } from '../errors.ts'
import type { ServerEvent } from '../events/hub.ts'
import { bearerOf } from '../http/auth.ts'
import { findSession } from '../sessions/store.ts'

const heartbeat = 15_000
const mostListeners = 500

/** A listener this far behind does not read: it is dropped and comes back by itself. */
const mostWaiting = 1_000

/** Server-sent events: `block`, `batch`, `example`, with a session `alert` and `alertsRead`, and `ping` while nothing happens. */
export function createEventRoutes({ hub, sql, deployment }: Context) {
  const open = deployment.chainId === developmentChain
  return new Hono().get('/events', async c => {
    if (hub.size() >= mostListeners)
      throw new ApiError(503, 'TooManyListeners', 'Too many pages listen already; try again later.')
    const key = bearerOf(c.req.header('authorization'))
    const business = key ? await findBusinessOfKey(sql, key) : undefined
    const cookies = c.req.header('cookie')
    const account = (await findSession(sql, cookies))?.account
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async stream => {
      const queue: ServerEvent[] = []
      let wake = () => {}
      const unsubscribe = hub.subscribe(event => {
        if ('account' in event ? event.account !== account : !maySee(event, open, business)) return
        queue.push(event)
        if (queue.length > mostWaiting) stream.abort()
        wake()
      })
      stream.onAbort(() => {
        unsubscribe()
        wake()
      })
      await stream.writeSSE({ event: 'ping', data: '' })
      while (!stream.aborted) {
        const next = queue.shift()
        // Somebody who signed out meanwhile, on any device, hears nothing more.
        if (next && 'account' in next && !(await findSession(sql, cookies))) continue
        if (next) {
          await stream.writeSSE({ event: next.event, data: JSON.stringify(next.data) })
          continue
        }
        const timer = Promise.withResolvers<'ping' | 'event'>()
        wake = () => timer.resolve('event')
        const pause = setTimeout(() => timer.resolve('ping'), heartbeat)
        const reason = await timer.promise
        clearTimeout(pause)
        if (reason === 'ping') await stream.writeSSE({ event: 'ping', data: '' })
      }
    })
  })
}

/** How a business's import goes is its own affair, except on the development chain. */
function maySee(event: ServerEvent, open: boolean, business: Hex | undefined): boolean {
  return event.event !== 'batch' || open || event.data.business === business
}
