import { eventTypes } from '@concordat/server/rails/eventTypes.ts'
import type Stripe from 'stripe'
import type { SandboxKeys } from './keys.ts'

type Webhook = SandboxKeys['webhooks'][string]

export type OpenWebhookParameters = {
  client: Stripe
  account: string
  /** Where the server takes the account's events. */
  url: string
  known: Webhook | undefined
}

/** The account's one webhook endpoint. Its secret is shown once: one whose secret nobody kept is replaced. */
export async function openWebhook({ client, account, url, known }: OpenWebhookParameters): Promise<Webhook> {
  const scope = { stripeAccount: account }
  const { data } = await client.webhookEndpoints.list({ limit: 100 }, scope)
  const found = data.find(({ id }) => id === known?.id)
  for (const { id } of data.filter(each => each !== found)) await client.webhookEndpoints.del(id, {}, scope)
  if (!found || !known) {
    const { id, secret = '' } = await client.webhookEndpoints.create({ url, enabled_events: eventTypes }, scope)
    return { id, secret }
  }
  // The server may have another port than last time.
  if (found.url !== url) await client.webhookEndpoints.update(found.id, { url }, scope)
  return known
}
