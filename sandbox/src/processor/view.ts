import type Stripe from 'stripe'
import { type Movement, viewMovement } from '../store/movements.ts'
import type { Kind, Stored } from '../store/objects.ts'
import type { Scope } from '../world.ts'

/** The object as the API shows it: lists and counters that follow from other rows are filled in. */
export async function viewObject(scope: Scope, stored: Stored<Kind>): Promise<object> {
  if (isKind(stored, 'account')) return viewAccount(scope, stored)
  if (isKind(stored, 'dispute')) return viewDispute(scope, stored)
  if (isKind(stored, 'event')) return viewEvent(scope, stored)
  if (isKind(stored, 'transfer')) return viewTransfer(scope, stored)
  return stored.body
}

function isKind<K extends Kind>(stored: Stored<Kind>, kind: K): stored is Stored<Kind> & Stored<K> {
  return stored.kind === kind
}

export async function viewAccount({ tx }: Scope, { body }: Stored<'account'>): Promise<Stripe.Account> {
  const rows = await tx<Stored<'bank_account'>[]>`
    select body from objects where kind = 'bank_account' and account = ${body.id} order by seq desc limit 100`
  const data = rows.map(row => row.body)
  const url = `/v1/accounts/${body.id}/external_accounts`
  return { ...body, external_accounts: { object: 'list', data, has_more: false, url } }
}

export async function viewDispute(scope: Scope, { body, hidden }: Stored<'dispute'>): Promise<Stripe.Dispute> {
  const { tx, now } = scope
  if (hidden.movements.length === 0) return body
  const rows = await tx<Movement[]>`select * from movements where id in ${tx(hidden.movements)} order by seq`
  return { ...body, balance_transactions: rows.map(row => viewMovement(row, now)) }
}

async function viewEvent({ tx }: Scope, { body }: Stored<'event'>): Promise<Stripe.Event> {
  const [row] = await tx<{ open: number }[]>`
    select count(*) as open from deliveries where event = ${body.id} and delivered is null`
  return { ...body, pending_webhooks: row?.open ?? 0 }
}

export async function viewTransfer({ tx }: Scope, { body }: Stored<'transfer'>): Promise<Stripe.Transfer> {
  const rows = await tx<Stored<'transfer_reversal'>[]>`
    select body from objects where kind = 'transfer_reversal' and body ->> 'transfer' = ${body.id}
    order by seq desc limit 10`
  const data = rows.map(row => row.body)
  return { ...body, reversals: { object: 'list', data, has_more: false, url: `/v1/transfers/${body.id}/reversals` } }
}
