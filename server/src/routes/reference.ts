import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

const files: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Concordat API</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
})
`

/** The API reference as a page. Everything it loads comes from this server, so it works without the internet. */
export const reference = new Hono()
  .get('/', c => c.html(page))
  .get('/start.js', c => c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  .get('/:file', c => {
    const type = files[c.req.param('file')]
    if (!type) return c.notFound()
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' }
    return c.body(readFileSync(join(assets, c.req.param('file'))), 200, headers)
  })
