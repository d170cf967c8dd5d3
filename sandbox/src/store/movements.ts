import type Stripe from 'stripe'
import type { Scope } from '../world.ts'
import { newId } from './ids.ts'

/** A balance transaction as it is kept. */
export type Movement = {
  seq: number
  id: string
  account: string
  currency: string
  amount: number
  fee: number
  net: number
  type: Stripe.BalanceTransaction.Type
  category: string
  source: string
  description: string | null
  created: number
  available: number
}

export type MoveParameters = Pick<Movement, 'currency' | 'amount' | 'type' | 'category' | 'source'> & {
  fee?: number
  description?: string | null
  /** When the money can be used; at once when not given. */
  available?: number
}

/** Writes one balance transaction and returns its id. */
export async function move(scope: Scope, parameters: MoveParameters): Promise<string> {
  const { tx, account, now } = scope
  const { fee = 0, description = null, available = now, ...rest } = parameters
  const id = await newId(scope, 'txn')
  await tx`insert into movements ${tx({ id, account, ...rest, fee, description, available, created: now })}`
  return id
}

export async function findMovement({ tx, account }: Scope, id: string): Promise<Movement | undefined> {
  const [row] = await tx<Movement[]>`select * from movements where id = ${id} and account = ${account}`
  return row
}

export function viewMovement(movement: Movement, now: number): Stripe.BalanceTransaction {
  const { currency, fee } = movement
  const isFee = movement.category === 'dispute'
  const description = isFee ? 'Dispute fee' : 'Processing fee'
  return {
    id: movement.id,
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: Math.floor(movement.available / 1_000),
    balance_type: 'payments',
    created: Math.floor(movement.created / 1_000),
    currency,
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description, type: 'stripe_fee' }],
    net: movement.net,
    reporting_category: movement.category,
    source: movement.source,
    status: movement.available <= now ? 'available' : 'pending',
    type: movement.type,
  }
}

export type Sums = { currency: string; available: number; pending: number }

/** The balances: sums of balance transactions, and nothing else. */
export async function sumMovements({ tx, account, now }: Scope): Promise<Sums[]> {
  const rows = await tx<Sums[]>`
    select currency,
      coalesce(sum(net) filter (where available <= ${now}), 0)::bigint as available,
      coalesce(sum(net) filter (where available > ${now}), 0)::bigint as pending
    from movements where account = ${account} group by currency order by currency`
  return [...rows]
}

/** What can be used now. */
export async function availableOf(scope: Scope, currency: string): Promise<number> {
  const sums = await sumMovements(scope)
  return sums.find(sum => sum.currency === currency)?.available ?? 0
}
