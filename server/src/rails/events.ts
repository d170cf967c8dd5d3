import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import Stripe from 'stripe'
import type { Context } from '../context.ts'
import type { Sql } from '../database/connect.ts'
import { ApiError, isDatabaseDown } from '../errors.ts'
import { type Connection, listConnections, requireProcessor } from './connections.ts'
import { observe, type Thing } from './observe.ts'
import { idOf, type Processor } from './processor.ts'
import { firstRefusal, recordObserved } from './record.ts'

/** How long before the last look the next one begins, in seconds: clocks differ, and lists lag. */
const overlap = 300
/** The longest wait before an event is tried again, in seconds. */
const longestWait = 60

/** The event in a webhook; throws unless the processor signed it just now. */
export function readWebhook(processor: Processor, body: string, signature: string | undefined): Stripe.Event {
  for (const secret of processor.webhookSecrets)
    try {
      const event = processor.client.webhooks.constructEvent(body, signature ?? '', secret)
      if (event.account !== undefined && event.account !== processor.account)
        throw new ApiError(422, 'AccountDiffers', `The event is about ${event.account}, not ${processor.account}.`)
      return event
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  throw new ApiError(400, 'WebhookNotSigned', 'The processor did not sign this just now with a secret known here.')
}

/** Keeps an event by its id. Once kept it is never lost; again, it is the same. */
export async function keepEvent(sql: Sql, account: string, event: Stripe.Event, source: 'webhook' | 'poll') {
  await sql`
    insert into processor_events (account, id, type, created, source, body)
    values (${account}, ${event.id}, ${event.type}, ${event.created}, ${source}, ${sql.json(event as never)})
    on conflict do nothing`
}

/** Looks for events that no webhook brought. */
export async function pollEvents({ sql, processors }: Context, { account, rail }: Connection): Promise<void> {
  if (rail !== 'stripe') return
  const { ask } = requireProcessor(processors, account)
  const begun = Math.floor(Date.now() / 1_000)
  const [{ until } = { until: begun }] = await sql<{ until: number }[]>`
    select polled_until as until from connections where rail = ${rail} and account = ${account}`
  await ask(async (client, options) => {
    const events = client.events.list({ created: { gte: until - overlap }, limit: 100 }, options)
    for await (const event of events) await keepEvent(sql, account, event, 'poll')
  })
  await sql`update connections set polled_until = ${begun} where rail = ${rail} and account = ${account}`
}

type Waiting = { account: string; id: string; body: Stripe.Event }

/** Turns events that are due into rows, each once. Answers how many it took on. */
export async function processEvents(context: Context): Promise<number> {
  const { sql } = context
  const waiting = await sql<Waiting[]>`
    select e.account, e.id, e.body from processor_events e
    join connections c on c.rail = 'stripe' and c.account = e.account
    where e.processed_at is null and e.next_at <= now() order by e.created, e.id limit 100`
  const connections = new Map((await listConnections(sql)).map(each => [each.account, each]))
  for (const event of waiting) {
    const connection = connections.get(event.account)
    try {
      if (connection) await processEvent(context, connection, event)
    } catch (error) {
      await putOff(sql, event, error)
    }
  }
  return waiting.length
}

async function processEvent(context: Context, connection: Connection, event: Waiting): Promise<void> {
  const { sql, hub } = context
  const thing = thingOf(event.body)
  const observed = thing && (await observe(context, connection, thing))
  const { business } = connection
  const batch = await sql.begin(async tx => {
    const [open] = await tx`
      select 1 from processor_events where account = ${event.account} and id = ${event.id} and processed_at is null for update`
    if (!open) return undefined
    const written = observed && (await recordObserved(tx, context, business, observed))
    await endEvent(tx, event, firstRefusal(written))
    return written
  })
  if (batch) hub.publish({ event: 'batch', data: { business, batch } })
}

async function endEvent(sql: Sql | Parameters<typeof recordObserved>[0], { account, id }: Waiting, refusal?: object) {
  await sql`
    update processor_events set processed_at = now(), refusal = ${refusal ? sql.json(refusal as never) : null}
    where account = ${account} and id = ${id}`
}

/** What may pass is tried again later; what is refused ends with its reason. */
async function putOff(sql: Sql, event: Waiting, error: unknown): Promise<void> {
  if (isDatabaseDown(error)) throw error
  const passes = !(error instanceof BaseError) || error instanceof RetryableError || (error as ApiError).status >= 500
  if (!passes) return endEvent(sql, event, { code: error.code, message: error.shortMessage })
  if (!(error instanceof RetryableError)) console.error(`The event ${event.id} waits:`, error)
  await sql`
    update processor_events set attempts = attempts + 1,
      next_at = now() + make_interval(secs => least(power(2, attempts), ${longestWait}))
    where account = ${event.account} and id = ${event.id}`
}

/** What an event is about. Its content is not looked at: how it stands is asked of the processor. */
function thingOf({ data }: Stripe.Event): Thing | undefined {
  const object = data.object as { object?: string; id?: string; payment_intent?: string | { id: string } | null }
  const { id = '' } = object
  if (object.object === 'payment_intent') return { kind: 'payment', id }
  if (object.object === 'refund' || object.object === 'dispute' || object.object === 'payout')
    return { kind: object.object, id }
  const payment =
    object.object === 'charge' || object.object === 'checkout.session' ? idOf(object.payment_intent ?? null) : null
  return payment === null ? undefined : { kind: 'payment', id: payment }
}
