import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { apiVersion } from '../store/events.ts'
import { record } from '../store/history.ts'
import { scramble } from '../store/ids.ts'
import { lockPlatform, type Party, read, readWorld, scopeOf, type World, type WorldRow } from '../world.ts'
import { authenticate, checkPermission, chooseAccount } from './auth.ts'
import { errorBody, ProcessorError } from './error.ts'
import { expand } from './expand.ts'
import { type Form, parseForm } from './form.ts'
import { type Answer, findAnswer, fingerprintOf } from './idempotency.ts'
import { currentOutage } from './outage.ts'
import { list, parseParams, text } from './params.ts'
import { Declined, type Path, type Route } from './route.ts'

type Bindings = { Bindings: HttpBindings }
type Call = { world: World; row: WorldRow; route: Route; form: Form; paths: string[]; named: Path; url: string }

const Expand = z.object({ expand: list(text).optional() })

/** The processor's API: every route with keys, idempotency, expansion, errors and outages around it. */
export function createApi(world: World, routes: Route[]) {
  const app = new Hono<Bindings>().use(bodyLimit({ maxSize: 1_000_000, onError: () => tooLarge() }))
  for (const route of routes) app.on(route.method, route.path, c => handle(world, route, c))
  app.all('/v1/*', c => handle(world, undefined, c))
  return app
}

async function handle(world: World, route: Route | undefined, c: Context<Bindings>): Promise<Response> {
  const row = await readWorld(world.sql, world.seed)
  const outage = currentOutage(world, row)
  if (outage === 'hangup') return hangUp(c)
  const request = await nextRequestId(world, row)
  let answer: Answer
  if (outage === 'unavailable') {
    const error = new ProcessorError(503, 'api_error', 'The processor is not available at the moment.')
    answer = answerOf(error, world, request)
  } else {
    answer = await reply(world, row, route, c, request).catch(error => failed(world, c, request, error))
  }
  return outage === 'lost' ? hangUp(c) : respond(c, answer, request)
}

async function reply(
  world: World,
  row: WorldRow,
  route: Route | undefined,
  c: Context<Bindings>,
  request: string,
): Promise<Answer> {
  const caller = authenticate(world.platforms, c.req.header('authorization'))
  const party = await chooseAccount(world, caller, c.req.header('stripe-account'))
  checkPermission(caller, c.req.method, c.req.path, party.account)
  if (!route) {
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}).`
    throw new ProcessorError(404, 'invalid_request_error', message, {}, true)
  }
  const version = c.req.header('stripe-version') ?? apiVersion
  if (!/^\d{4}-\d\d-\d\d(\.[\w.]+)?(;.*)?$/.test(version))
    throw new ProcessorError(400, 'invalid_request_error', `Invalid Stripe API version: ${version}`, {}, true)
  const { search } = new URL(c.req.url)
  const { expand: wanted, ...form } = parseForm(c.req.method === 'GET' ? search : await c.req.text())
  const { expand: paths = [] } = parseParams(Expand, wanted === undefined ? {} : { expand: wanted })
  const call = { world, row, route, form, paths, named: c.req.param() as Path, url: c.req.path }
  const key = c.req.header('idempotency-key')
  if (route.method === 'GET') return readOne(call, party, request)
  return writeOne(call, party, request, route.method === 'POST' ? (key ?? null) : null)
}

async function readOne(
  { world, row, route, form, paths, named }: Call,
  party: Party,
  request: string,
): Promise<Answer> {
  const work = route.prepare(form, named)
  const body = await read(world, party, async scope => expand(scope, await work(scope), paths), row)
  return { status: 200, body: write(body), request, replayed: false }
}

async function writeOne(call: Call, party: Party, request: string, key: string | null): Promise<Answer> {
  const { world, route, form, paths, named, url } = call
  if (key !== null && (key === '' || key.length > 255))
    throw new ProcessorError(400, 'idempotency_error', 'An idempotency key has 1 to 255 characters.', {}, true)
  const question = {
    account: party.account,
    key: key ?? '',
    fingerprint: fingerprintOf({ form, paths }),
    endpoint: url,
  }
  const answer = await world.sql.begin(async tx => {
    const first = key === null ? undefined : await findAnswer(tx, question)
    if (first) return first
    const work = route.prepare(form, named)
    await lockPlatform(tx, party.platform)
    const scope = await scopeOf(world, tx, party, { id: request, key })
    const answer = await attempt(
      async () => {
        const body = await tx.savepoint(async tx => {
          const result = await work({ ...scope, tx })
          return result instanceof Declined ? result : expand({ ...scope, tx }, result, paths)
        })
        if (body instanceof Declined) throw body.error
        return { status: 200, body: write(body as object), request, replayed: false }
      },
      error => answerOf(error, world, request),
    )
    if (key !== null) {
      const { status, body } = answer
      await tx`insert into answers ${tx({ ...question, request, status, body, at: scope.now })}`
    }
    await remember(tx, call, party, answer, scope.now)
    return answer
  })
  world.wake()
  return answer as Answer
}

/** Refusals are answers, and are kept as such; anything else is not. */
async function attempt(work: () => Promise<Answer>, refuse: (error: ProcessorError) => Answer): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProcessorError && !error.early) return refuse(error)
    throw error
  }
}

async function remember(
  tx: Parameters<typeof record>[0],
  { route, form, url }: Pick<Call, 'route' | 'form' | 'url'>,
  { account }: Party,
  { status, body, request }: Answer,
  at: number,
): Promise<void> {
  const answered = z.looseObject({ id: z.string().optional(), error: z.unknown().optional() }).parse(JSON.parse(body))
  const title = `${route.method} ${url} ${status}`
  const details = { request, params: form, ...(answered.error ? { error: answered.error } : {}) }
  await record(tx, { at, kind: 'request', account, subject: answered.id ?? null, title, details })
}

async function failed(world: World, c: Context<Bindings>, request: string, error: unknown): Promise<Answer> {
  const known = error instanceof ProcessorError
  if (!known) console.error(error)
  const refusal = known ? error : new ProcessorError(500, 'api_error', 'The sandbox failed; its log says why.')
  const title = `${c.req.method} ${c.req.path} ${refusal.status}`
  const details = { request, error: { code: refusal.code, message: refusal.shortMessage } }
  const row = { at: world.now(), kind: 'request' as const, account: null, subject: null, title, details }
  await record(world.sql, row).catch(console.error)
  return answerOf(refusal, world, request)
}

function answerOf(error: ProcessorError, world: World, request: string): Answer {
  const body = errorBody(error, `${world.url}/?search=${request}`)
  return { status: error.status, body: write(body), request, replayed: false }
}

async function nextRequestId({ sql }: World, { seed }: WorldRow): Promise<string> {
  const [next] = await sql<{ n: number }[]>`select nextval('requests') as n`
  return `req_${scramble(`${seed} request ${next?.n}`, 14)}`
}

function respond(c: Context<Bindings>, { status, body, request: first, replayed }: Answer, request: string): Response {
  const headers = new Headers({
    'cache-control': 'no-cache, no-store',
    'content-type': 'application/json',
    'request-id': request,
    'stripe-version': c.req.header('stripe-version') ?? apiVersion,
  })
  for (const name of ['stripe-account', 'idempotency-key']) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  if (replayed) {
    headers.set('idempotent-replayed', 'true')
    headers.set('original-request', first)
  }
  // Trying again is useless when the first answer is kept, and asked for when another request is under way.
  if (status === 409 || status === 503) headers.set('stripe-should-retry', 'true')
  else if (status >= 400 && status < 500) headers.set('stripe-should-retry', 'false')
  return new Response(body, { status, headers })
}

/** Cuts the line. */
function hangUp(c: Context<Bindings>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function write(body: object): string {
  return JSON.stringify(body, null, 2)
}

function tooLarge(): Response {
  const error = new ProcessorError(413, 'invalid_request_error', 'The request is larger than a million bytes.')
  return Response.json(errorBody(error, ''), { status: 413 })
}
