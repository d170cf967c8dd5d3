import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Address, isAddress } from 'viem'
import { z } from 'zod'
import type { Sql } from '../database/open.ts'
import type { Log } from '../log.ts'
import { type AcceptParameters, acceptAttestations } from '../peers/accept.ts'
import { ATTESTATIONS_MAX, Attestations } from '../peers/attestation.ts'
import { listAttestations } from '../peers/list.ts'
import type { NodeState } from '../state.ts'
import { DecisionsQuery, listDecisions } from './decisions.ts'
import { getHealth } from './health.ts'
import type { Metrics } from './metrics.ts'

export type AppParameters = {
  sql: Sql
  state: NodeState
  metrics: Metrics
  accept: AcceptParameters
  /** Further pages. */
  routes: Hono
  onStored: () => void
  log: Log
}

const messageBytes = 1_000_000

const AttestationsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(ATTESTATIONS_MAX).default(ATTESTATIONS_MAX),
  attestor: z.custom<Address>(value => typeof value === 'string' && isAddress(value, { strict: false })).optional(),
})

const tooLarge = (c: Context) =>
  c.json({ error: { code: 'MessageTooLarge', message: `A message has at most ${messageBytes} bytes.` } }, 413)

/** What a node answers over HTTP. */
export function createApp({ sql, state, metrics, accept, routes, onStored, log }: AppParameters) {
  const app = new Hono()

  app.get('/health', async c => c.json(await getHealth(sql, state)))

  app.get('/metrics', async c => {
    metrics.observe(await getHealth(sql, state))
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
  })

  app.get('/decisions', async c => c.json(await listDecisions(sql, state, DecisionsQuery.parse(c.req.query()))))

  app.get('/attestations', async c => {
    const { attestor = state.address, ...page } = AttestationsQuery.parse(c.req.query())
    return c.json(await listAttestations(sql, { attestor, ...page }))
  })

  app.post('/attestations', bodyLimit({ maxSize: messageBytes, onError: tooLarge }), async c => {
    const { attestations } = Attestations.parse(await c.req.json())
    const result = await acceptAttestations(accept, attestations)
    metrics.attestations.inc(result.stored)
    if (result.stored > 0) onStored()
    return c.json(result)
  })

  app.route('/', routes)

  app.notFound(c => c.json({ error: { code: 'NotFound', message: 'The node has no such page.' } }, 404))

  app.onError((error, c) => {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : 'The body is not JSON.'
      return c.json({ error: { code: 'RequestUnreadable', message } }, 400)
    }
    if (error instanceof RetryableError)
      return c.json({ error: { code: error.code, message: error.shortMessage } }, 503)
    log('requestFailed', { path: c.req.path, error })
    return c.json({ error: { code: 'Internal', message: 'The node could not answer; its log says why.' } }, 500)
  })

  return app
}
