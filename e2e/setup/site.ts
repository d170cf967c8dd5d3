import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { projectDir, stackFile } from './stack.ts'

/** An address that delivers the app, and can deliver a newer version of it. */
export type Site = { url: string; deliverNewer: () => string }

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Serves a copy of the built app beside the stack, whose API it passes on. */
export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-site-'))
  cpSync(join(projectDir, 'web/dist'), folder, { recursive: true })
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://site')
    if (pathname.startsWith('/api/')) {
      const passed = request(`${stackFile().url}${asked.url}`, { method: asked.method, headers: asked.headers })
      passed.on('response', response => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      })
      passed.on('error', () => answer.destroy())
      asked.pipe(passed)
      answer.once('close', () => passed.destroy())
      return
    }
    const file = join(folder, pathname !== '/' && existsSync(join(folder, pathname)) ? pathname : 'index.html')
    answer.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    })
    answer.end(readFileSync(file))
  })
  server.unref()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { url: `http://localhost:${port}`, deliverNewer: () => deliverNewer(folder) }
}

/** Another version: the app's script has another name, and whoever names it names the new one. Returns the name. */
function deliverNewer(folder: string): string {
  const page = join(folder, 'index.html')
  const html = readFileSync(page, 'utf8')
  const script = /assets\/index-[\w-]+\.js/.exec(html)?.[0] ?? ''
  const newer = 'assets/index-newer.js'
  cpSync(join(folder, script), join(folder, newer))
  writeFileSync(page, html.replace(script, newer))
  const revision = createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 16)
  const worker = join(folder, 'sw.js')
  const code = readFileSync(worker, 'utf8').replace(script, newer)
  writeFileSync(worker, code.replace(/(index\.html[`"'],\s*revision:\s*[`"'])\w+/, `$1${revision}`))
  return newer
}
