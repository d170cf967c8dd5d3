import { BaseError } from '@concordat/sdk/errors/base.ts'
import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { ProcessorError } from '../http/error.ts'
import { amount as amountText, currency as currencyText } from '../http/params.ts'
import { confirm } from '../processor/payments/confirm.ts'
import { createIntent } from '../processor/payments/intents.ts'
import { methodOf } from '../processor/payments/methods.ts'
import { listHistory, record } from '../store/history.ts'
import { addPlan, Plan } from '../store/plans.ts'
import { Outage, Settings } from '../store/settings.ts'
import { type Party, read, readWorld, type World, write, writeWorld } from '../world.ts'
import { actions } from './actions.ts'
import { readOverview } from './overview.ts'
import { reset } from './reset.ts'

const History = z.object({
  search: z.string().max(200).optional(),
  kind: z.enum(['request', 'event', 'delivery', 'control']).optional(),
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

const Begin = z.object({ mode: Outage.shape.mode, seconds: z.coerce.number().min(0).max(86_400) })

const Pay = z.object({
  account: z.string().optional(),
  amount: z.coerce.string().pipe(amountText),
  currency: currencyText,
  card: z.string().default('4242424242424242'),
  description: z.string().max(1_000).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  capture_method: z.enum(['automatic', 'manual']).default('automatic'),
})

/** The outside world, to be played by tests in JSON and by people with forms. */
export function createControl(world: World) {
  const { sql } = world
  const note = (title: string, subject: string | null, details: object) =>
    record(sql, { at: world.now(), kind: 'control', account: null, subject, title, details: { ...details } })

  const app = new Hono()
    .use(csrf())
    .get('/state', async c => {
      const { objects: _, ...state } = await readOverview(world, 1)
      return c.json({ platforms: world.platforms.map(({ account }) => account), ...state })
    })
    .get('/history', async c => {
      const query = History.parse(c.req.query())
      return c.json({ data: await read(world, { platform: '', account: '' }, scope => listHistory(scope, query)) })
    })
    .post('/settings', async c => {
      const given = await body(c)
      const settings = await sql.begin(async tx => {
        const { seed: _, ...state } = await readWorld(tx, world.seed)
        const settings = Settings.strict().parse({ ...state.settings, ...given })
        await writeWorld(tx, { ...state, settings })
        return settings
      })
      await note('settings', null, given)
      world.wake()
      return answer(c, settings)
    })
    .post('/outage', async c => {
      const { mode, seconds } = Begin.parse(await body(c))
      const { seed: _, ...state } = await readWorld(sql, world.seed)
      const outage = { mode, until: world.now() + Math.round(seconds * 1_000) }
      await writeWorld(sql, { ...state, outage })
      await note(`outage ${mode}`, null, { seconds })
      return answer(c, outage)
    })
    .post('/outage/end', async c => {
      const { seed: _, ...state } = await readWorld(sql, world.seed)
      await writeWorld(sql, { ...state, outage: null })
      await note('outage ended', null, {})
      return answer(c, { ended: true })
    })
    .post('/next', async c => {
      const plan = Plan.parse(tidy(await body(c)))
      await write(world, { platform: '', account: '' }, null, scope => addPlan(scope, plan))
      await note(`next ${plan.kind}`, null, plan)
      return answer(c, plan)
    })
    .post('/next/clear', async c => {
      await sql`delete from plans`
      return answer(c, { cleared: true })
    })
    .post('/payments', async c => {
      const given = Pay.parse(tidy(await body(c)))
      const intent = await write(world, await partyOf(world, given.account), null, async scope => {
        const created = await createIntent(scope, { ...given, capture_method: given.capture_method })
        return confirm(scope, created, await methodOf(scope, { type: 'card', card: { number: given.card } }))
      })
      await note('payments/create', intent.body.id, given)
      return answer(c, intent.body)
    })
    .post('/reset', async c => {
      await reset(world)
      return answer(c, { reset: true })
    })
    .post('/:noun/:id/:verb', async c => {
      const { noun, id, verb } = c.req.param()
      const found = actions[`${noun}/${verb}`]
      if (!found) throw new ProcessorError(404, 'invalid_request_error', `There is no ${c.req.path}.`)
      const given = tidy(await body(c))
      const [party] = await sql<Party[]>`select platform, account from objects where id = ${id}`
      if (!party) throw new ProcessorError(404, 'invalid_request_error', `There is no ${id}.`)
      const result = await write(world, party, null, scope => found.take(scope, id, given))
      await note(`${noun}/${verb}`, id, given)
      return answer(c, result)
    })
  return app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    const { status, code, message } = describe(error)
    if (status === 500) console.error(error)
    if (!isForm(c)) return c.json({ error: { code, message } }, status)
    return c.redirect(back(c, message), 303)
  })
}

/** The account that was named, or the first platform's own. */
async function partyOf(world: World, named: string | undefined): Promise<Party> {
  const own = world.platforms[0]?.account ?? ''
  if (named === undefined) return { platform: own, account: own }
  const [found] = await world.sql<{ platform: string }[]>`
    select platform from objects where id = ${named} and kind = 'account'`
  if (!found) throw new ProcessorError(404, 'invalid_request_error', `There is no account ${named}.`)
  return { platform: found.platform, account: named }
}

function describe(error: unknown): { status: 400 | 404 | 500; code: string; message: string } {
  if (error instanceof z.ZodError)
    return { status: 400, code: 'RequestMalformed', message: z.prettifyError(error).replaceAll('\n', ' ') }
  if (error instanceof ProcessorError && error.status === 404)
    return { status: 404, code: 'NotFound', message: error.shortMessage }
  if (error instanceof BaseError) return { status: 400, code: error.code, message: error.shortMessage }
  return { status: 500, code: 'Unexpected', message: 'The sandbox failed; its log says why.' }
}

const Body = z.record(z.string(), z.unknown())

async function body(c: Context): Promise<Record<string, unknown>> {
  if (isForm(c)) return Body.parse(await c.req.parseBody())
  const text = await c.req.text()
  if (text === '') return {}
  try {
    return Body.parse(JSON.parse(text))
  } catch {
    throw new ProcessorError(400, 'invalid_request_error', 'The body is not a JSON object.')
  }
}

/** Fields a person left empty were not given. */
function tidy(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

function isForm(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
}

/** JSON for programs; people go back to where they were. */
function answer(c: Context, result: object) {
  return isForm(c) ? c.redirect(back(c), 303) : c.json(result)
}

function back(c: Context, error?: string): string {
  const from = new URL(c.req.header('referer') ?? '/', c.req.url)
  from.searchParams.delete('error')
  if (error !== undefined) from.searchParams.set('error', error)
  return `${from.pathname}${from.search}`
}
