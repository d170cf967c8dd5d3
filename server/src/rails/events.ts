import Stripe from 'stripe'
import type { Context } from '../context.ts'
import type { Sql } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import { type Connection, requireProcessor } from './connections.ts'
import { eventTypes } from './eventTypes.ts'
import type { Processor } from './processor.ts'

/** How long before the last look the next one begins, in seconds: clocks differ, and lists lag. */
const overlap = 300

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
    const events = client.events.list({ types: eventTypes, created: { gte: until - overlap }, limit: 100 }, options)
    for await (const event of events) await keepEvent(sql, account, event, 'poll')
  })
  await sql`update connections set polled_until = ${begun} where rail = ${rail} and account = ${account}`
}
