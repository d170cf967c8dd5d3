import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { z } from 'zod'
import { type Overview, readOverview } from '../control/overview.ts'
import { listHistory } from '../store/history.ts'
import { read, type World } from '../world.ts'
import { createCheckout } from './checkout.ts'
import { behaviour, next, outage, pay } from './decisions.ts'
import { history } from './history.ts'
import { type Html, layout } from './layout.ts'
import { button } from './parts.ts'
import { chooseLanguage, type Language, type Say, speak } from './texts.ts'
import { banks, disputes, payments, payouts, refunds, webhooks } from './things.ts'

const shown = 12
const historyShown = 40

const Query = z.object({
  search: z.string().max(200).optional().catch(undefined),
  kind: z.enum(['request', 'event', 'delivery', 'control']).optional().catch(undefined),
  before: z.coerce.number().int().min(1).optional().catch(undefined),
  error: z.string().max(1_000).optional().catch(undefined),
})

const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const assets = { 'style.css': file('style.css'), 'live.js': file('live.js') }

/** The page where a person plays the outside world, and the one where a person pays. */
export function createPages(world: World) {
  return new Hono()
    .get('/page/style.css', c => c.body(assets['style.css'], 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/page/live.js', c => c.body(assets['live.js'], 200, { 'content-type': 'text/javascript; charset=utf-8' }))
    .get('/language/:language', c => {
      setCookie(c, 'language', c.req.param('language'), { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
      return c.redirect(sameSite(c), 303)
    })
    .get('/', async c => {
      const language = languageOf(c)
      const { error, ...query } = Query.parse(c.req.query())
      const overview = await readOverview(world, shown)
      const nobody = { platform: '', account: '' }
      const happened = await read(world, nobody, scope => listHistory(scope, { ...query, limit: historyShown }))
      const say = speak(language)
      const content = main(overview, history(happened, { ...query, limit: historyShown }, say), say, error)
      c.header('cache-control', 'no-store')
      return c.html(layout(language, say('title'), [header(overview, language, say), content], true))
    })
    .route('/c/pay', createCheckout(world, languageOf))
}

function languageOf(c: Context): Language {
  return chooseLanguage(getCookie(c, 'language'), c.req.header('accept-language'))
}

function sameSite(c: Context): string {
  const from = new URL(c.req.header('referer') ?? '/', c.req.url)
  return `${from.pathname}${from.search}`
}

function header({ outage, waiting }: Overview, language: Language, say: Say): Html {
  const open = waiting.reduce((sum, row) => sum + row.open, 0)
  return html`<header>
    <div>
      <h1>${say('title')}</h1>
      <p class="small">${say('subtitle')}</p>
    </div>
    <div class="state" id="state" role="status">
      ${
        outage
          ? html`<span class="pill bad">${say('outageNow', { mode: say(outage.mode) })}</span>
              ${button({ path: 'outage/end', label: say('outageEnd') })}`
          : html`<span class="pill good">${say('up')}</span>`
      }
      <span class="pill ${open > 0 ? 'open' : 'good'}"
        >${open > 0 ? say('waitingWebhooks', { n: open }) : say('arrived')}</span
      >
      <a href="/language/${language === 'zh' ? 'en' : 'zh'}">${say('language')}</a>
    </div>
  </header>`
}

function main(overview: Overview, past: Html, say: Say, error: string | undefined): Html {
  return html`<main>
    ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
    <div class="columns">
      <div class="things" id="things">
        ${payments(overview, say)} ${payouts(overview, say)} ${refunds(overview, say)} ${disputes(overview, say)}
        ${banks(overview, say)} ${webhooks(overview, say)}
      </div>
      <div>${pay(overview, say)} ${next(overview, say)} ${outage(say)} ${behaviour(overview, say)}</div>
    </div>
    ${past}
  </main>`
}
