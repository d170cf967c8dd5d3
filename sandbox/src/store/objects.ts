import type Stripe from 'stripe'
import { missing } from '../http/error.ts'
import type { Scope } from '../world.ts'

/** The bodies, with ids where Stripe's objects can be expanded. */
export type Bodies = {
  account: Stripe.Account
  bank_account: Stripe.BankAccount
  charge: Stripe.Charge
  'checkout.session': Stripe.Checkout.Session
  dispute: Stripe.Dispute
  event: Stripe.Event
  payment_intent: Stripe.PaymentIntent
  payment_method: Stripe.PaymentMethod
  payout: Stripe.Payout
  refund: Stripe.Refund
  transfer: Stripe.Transfer
  transfer_reversal: Stripe.TransferReversal
  webhook_endpoint: Stripe.WebhookEndpoint
}

type Nothing = Record<never, never>

/** What the API does not show. */
type HiddenOf = {
  account: Nothing
  bank_account: { number: string; closed: boolean }
  charge: { card: string }
  'checkout.session': { lines: Stripe.LineItem[]; intent: SessionIntent }
  dispute: { movements: string[] }
  event: Nothing
  payment_intent: Nothing
  payment_method: { card: string }
  payout: Nothing
  refund: Nothing
  transfer: Nothing
  transfer_reversal: Nothing
  webhook_endpoint: { secret: string; connect: boolean }
}

/** What the payment of a checkout session will have. */
export type SessionIntent = {
  capture_method?: 'automatic' | 'automatic_async' | 'manual' | undefined
  description?: string | undefined
  metadata?: Record<string, string> | undefined
  transfer_group?: string | undefined
  statement_descriptor?: string | undefined
}

export type Kind = keyof Bodies

export type Stored<K extends Kind> = {
  seq: number
  platform: string
  account: string
  kind: K
  body: Bodies[K]
  hidden: HiddenOf[K]
}

export async function insert<K extends Kind>(
  scope: Scope,
  kind: K,
  body: Bodies[K],
  hidden: HiddenOf[K],
): Promise<void> {
  const { tx, platform, account, now } = scope
  const row = { id: body.id, platform, account, kind, created: Math.floor(now / 1_000) }
  await tx`insert into objects ${tx({ ...row, body: json(scope, body), hidden: json(scope, hidden) })}`
}

const columns = ['seq', 'platform', 'account', 'kind', 'body', 'hidden']

/** The object of this account, if there is one. */
export async function find<K extends Kind>(scope: Scope, kind: K, id: string): Promise<Stored<K> | undefined> {
  const { tx, account } = scope
  const rows = await tx`
    select ${tx(columns)} from objects where id = ${id} and kind = ${kind} and account = ${account}`
  return rows[0] as Stored<K> | undefined
}

/** The object of this account; throws `resource_missing`. */
export async function get<K extends Kind>(scope: Scope, kind: K, id: string, param?: string): Promise<Stored<K>> {
  const stored = await find(scope, kind, id)
  if (!stored) throw missing(kind === 'bank_account' ? 'external account' : kind, id, param)
  return stored
}

/** The newest object of this account whose field has the value. */
export async function findBy<K extends Kind>(
  scope: Scope,
  kind: K,
  field: string,
  value: string,
): Promise<Stored<K>[]> {
  const { tx, account } = scope
  const rows = await tx`
    select ${tx(columns)} from objects
    where kind = ${kind} and account = ${account} and body ->> ${field} = ${value} order by seq desc`
  return rows as unknown as Stored<K>[]
}

/** Changes fields of the body, and returns the whole. */
export async function change<K extends Kind>(
  scope: Scope,
  stored: Stored<K>,
  changes: Partial<Bodies[K]>,
): Promise<Stored<K>> {
  const body = { ...stored.body, ...changes }
  await scope.tx`update objects set body = ${json(scope, body)} where id = ${body.id}`
  return { ...stored, body }
}

export async function changeHidden<K extends Kind>(scope: Scope, stored: Stored<K>, hidden: HiddenOf[K]) {
  await scope.tx`update objects set hidden = ${json(scope, hidden)} where id = ${stored.body.id}`
  return { ...stored, hidden }
}

export async function remove({ tx }: Scope, id: string): Promise<void> {
  await tx`delete from objects where id = ${id}`
}

/** The id, whether the field was expanded or not. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === 'object' ? (field?.id ?? null) : (field ?? null)
}

function json({ tx }: Scope, value: object) {
  return tx.json(value as never)
}
