import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'

/** Passes reads on to the indexer, so that a browser needs one address only. */
export function createIndexProxy({ indexer }: Context) {
  return new Hono().get('/index/*', async c => {
    const url = new URL(`${indexer.url}/v1/${c.req.path.replace(/^.*?\/index\//, '')}${new URL(c.req.url).search}`)
    // Dots in the path would lead out of what is public.
    if (!url.pathname.startsWith('/v1/')) throw new ApiError(404, 'NotFound', `There is no ${c.req.path}.`)
    try {
      return await proxy(url, {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(15_000),
      })
    } catch {
      throw new ApiError(502, 'IndexerUnreachable', 'The indexer does not answer; try again shortly.')
    }
  })
}
