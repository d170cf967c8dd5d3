import type Stripe from 'stripe'
import type { Scope } from '../world.ts'
import { record } from './history.ts'
import { newId } from './ids.ts'
import { insert, type Stored } from './objects.ts'

/** The version of the API the sandbox speaks, whatever version is asked for. */
export const apiVersion = '2026-10-28.endive'

/**
 * Says that something happened: keeps the event, and queues it for every endpoint that wants it. The event shows the object as it
 * is at this moment, and, when `before` is given, which of its fields were different.
 */
export async function emit(scope: Scope, type: Stripe.Event.Type, object: object, before?: object): Promise<void> {
  const { tx, platform, account, now, request } = scope
  const id = await newId(scope, 'evt')
  const endpoints = await listeners(scope, type)
  const event = {
    id,
    object: 'event' as const,
    ...(account === platform ? {} : { account }),
    api_version: apiVersion,
    created: Math.floor(now / 1_000),
    data: { object, ...(before ? { previous_attributes: differing(before, object) } : {}) },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { id: request?.id ?? null, idempotency_key: request?.key ?? null },
    type,
  }
  // The client's type has one member for each type of event; which of them this is, only the caller knows.
  await insert(scope, 'event', event as unknown as Stripe.Event, {})
  const due = Math.round(now + scope.settings.webhookDelay * 1_000)
  for (const endpoint of endpoints) await tx`insert into deliveries ${tx({ event: id, endpoint, due })}`
  const subject = 'id' in object ? String(object.id) : null
  await record(tx, { at: now, kind: 'event', account, subject, title: type, details: { event: id } })
}

function differing(before: object, after: object): Record<string, unknown> {
  const now = new Map<string, unknown>(Object.entries(after))
  const isOther = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(now.get(key))
  return Object.fromEntries(Object.entries(before).filter(isOther))
}

/** Endpoints of this account, and those of the platform that listen to the accounts it connected. */
async function listeners({ tx, platform, account }: Scope, type: string): Promise<string[]> {
  const rows = await tx<Stored<'webhook_endpoint'>[]>`
    select account, body, hidden from objects
    where kind = 'webhook_endpoint' and account in ${tx([platform, account])} order by seq`
  return rows
    .filter(({ account: owner, hidden }) => (owner === account ? !hidden.connect : hidden.connect))
    .filter(({ body }) => body.status === 'enabled')
    .filter(({ body }) => body.enabled_events.includes('*') || body.enabled_events.includes(type))
    .map(({ body }) => body.id)
}
