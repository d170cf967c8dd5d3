import { createHmac } from 'node:crypto'
import type Stripe from 'stripe'
import type { Sql } from '../database/connect.ts'
import { apiVersion } from '../store/events.ts'
import { record } from '../store/history.ts'
import { readWorld, type World } from '../world.ts'

const patience = 10_000
const longestPause = 60_000

type Row = {
  seq: number
  event: string
  endpoint: string
  attempts: number
  account: string
  body: Stripe.Event
  url: string
  version: string | null
  secret: string
}

/** What is due, in the order it is to be sent. Events held back for a second are sent last first. */
async function listDue(sql: Sql, now: number, reversed: boolean, busy: string[]): Promise<Row[]> {
  return sql<Row[]>`
    select distinct on (d.endpoint) d.seq, d.event, d.endpoint, d.attempts, e.account, e.body,
      w.body ->> 'url' as url, w.body ->> 'api_version' as version, w.hidden ->> 'secret' as secret
    from deliveries d join objects e on e.id = d.event join objects w on w.id = d.endpoint
    where d.delivered is null and d.due <= ${reversed ? now - 1_000 : now}
      and w.body ->> 'status' = 'enabled' and not d.endpoint = any(${busy})
    order by d.endpoint, d.attempts > 0, ${reversed ? sql`d.seq desc` : sql`d.seq`}`
}

/** The signature header of a payload, with the time it is sent at. */
export function sign(payload: string, secret: string, now: number): string {
  const time = Math.floor(now / 1_000)
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${payload}`).digest('hex')}`
}

/**
 * Sends what is due, one webhook at a time to each endpoint, until each was answered with 2xx. What was sent but not yet noted
 * when the process dies is sent again.
 */
export function createDelivery(world: World) {
  const { sql } = world
  const busy = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  async function step(): Promise<void> {
    const { settings } = await readWorld(sql, world.seed)
    if (settings.webhooks === 'paused' || stopping.signal.aborted) return
    const rows = await listDue(sql, world.now(), settings.webhooks === 'reversed', [...busy.keys()])
    for (const row of rows) {
      const sending = send(row, settings.webhookCopies)
        .catch(error => {
          if (!stopping.signal.aborted) console.error(error)
        })
        .finally(() => {
          busy.delete(row.endpoint)
          world.wake()
        })
      busy.set(row.endpoint, sending)
    }
  }

  async function send(row: Row, copies: number): Promise<void> {
    const payload = await payloadOf(row)
    let result = await post(row, payload)
    for (let copy = 1; copy < copies && result.ok; copy++) result = await post(row, payload)
    if (stopping.signal.aborted) return
    const now = world.now()
    const pause = Math.min(1_000 * 2 ** row.attempts, longestPause)
    const noted = {
      attempts: row.attempts + 1,
      delivered: result.ok ? now : null,
      due: result.ok ? now : now + pause,
      status: result.status,
      error: result.error,
    }
    await sql`update deliveries set ${sql(noted)} where seq = ${row.seq}`
    // Of an endpoint that is gone, the first refusals say enough.
    if (!result.ok && noted.attempts > 3) return
    const title = `${row.body.type} ${result.ok ? 'taken by' : 'not taken by'} ${row.url}`
    const details = { event: row.event, endpoint: row.endpoint, attempt: noted.attempts, ...result, copies }
    await record(sql, { at: now, kind: 'delivery', account: row.account, subject: row.event, title, details })
  }

  async function payloadOf(row: Row): Promise<string> {
    const [open] = await sql<{ n: number }[]>`
      select count(*) as n from deliveries where event = ${row.event} and delivered is null`
    const event = { ...row.body, api_version: row.version ?? apiVersion, pending_webhooks: open?.n ?? 1 }
    return JSON.stringify(event, null, 2)
  }

  async function post({ url, secret }: Row, payload: string) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': sign(payload, secret, world.now()),
          'user-agent': 'Stripe/1.0 (Concordat sandbox)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]),
      })
      await response.body?.cancel()
      return { ok: response.ok, status: response.status, error: null }
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      return { ok: false, status: null, error: cause instanceof Error ? cause.message : String(cause) }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await Promise.all(busy.values())
  }

  return { step, stop }
}
