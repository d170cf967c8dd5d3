import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { ApiError } from '../errors.ts'

/** Serves the built web app: hashed assets for ever, the page itself fresh, and the page for every path it routes itself. */
export function servePages(dist: string) {
  return new Hono()
    .use(
      '/assets/*',
      serveStatic({
        root: dist,
        precompressed: true,
        onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
      }),
    )
    .get('/assets/*', c => {
      throw new ApiError(404, 'NotFound', `There is no ${c.req.path}.`)
    })
    .get('/verify', async (c, next) => {
      c.header('Cache-Control', 'no-cache')
      return serveStatic({ root: dist, path: 'verify.html' })(c, next)
    })
    .use('*', serveStatic({ root: dist, onFound: (_, c) => c.header('Cache-Control', 'no-cache') }))
    .get('*', async (c, next) => {
      c.header('Cache-Control', 'no-cache')
      if (!existsSync(join(dist, 'index.html')))
        throw new ApiError(503, 'WebNotBuilt', 'The web app is not built yet; the API is under /api.')
      return serveStatic({ root: dist, path: 'index.html' })(c, next)
    })
}
