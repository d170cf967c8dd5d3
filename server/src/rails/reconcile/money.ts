import { fromStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import type Stripe from 'stripe'
import { ApiError } from '../../errors.ts'
import { idOf, type Processor } from '../processor.ts'

/** Money that moved at the processor, by what it was for. Amounts are in the currency's minor unit, as they changed the balance. */
export type Money = {
  /** What the account holds, payouts under way included: their money has not arrived anywhere else. */
  balance: bigint
  /** By the processor's id of the payment, refund or dispute; of a payout by its instruction where it has one. */
  moved: Map<string, Moved>
  fees: bigint
}

export type Moved = {
  kind: 'payment' | 'refund' | 'dispute' | 'payout' | 'other'
  id: string
  amount: bigint
  /** Of a payout: the order it carries, and whether it is still under way. */
  instruction?: string
  isUnderWay?: boolean
  /** Of a refund: whether its money came back. */
  hasFailed?: boolean
}

/** Everything that ever changed the account's balance in the currency, read from the processor now. */
export async function readMoney({ ask }: Processor, currency: string): Promise<Money> {
  const code = currency.toLowerCase()
  const minor = (amount: number) => toMinor(amount, currency)
  const moved = new Map<string, Moved>()
  let balance = 0n
  let fees = 0n
  await ask(async (client, options) => {
    const { available, pending } = await client.balance.retrieve({}, options)
    const held = [...available, ...pending].filter(part => part.currency === code)
    balance = held.reduce((sum, { amount }) => sum + minor(amount), 0n)
    const movements = client.balanceTransactions.list({ currency: code, limit: 100, expand: ['data.source'] }, options)
    for await (const movement of movements) {
      const { amount, ...about } = aboutOf(movement, minor(movement.amount))
      const before = moved.get(about.id)
      const hasFailed = about.hasFailed || before?.hasFailed
      moved.set(about.id, { ...about, ...(hasFailed ? { hasFailed } : {}), amount: (before?.amount ?? 0n) + amount })
      fees += minor(movement.fee)
    }
  })
  for (const each of moved.values())
    if (each.isUnderWay) {
      balance -= each.amount
      each.amount = 0n
    }
  return { balance, moved, fees }
}

function toMinor(amount: number, currency: string): bigint {
  const found = fromStripeAmount(amount, currency)
  if (found !== undefined) return found
  throw new ApiError(422, 'AmountUnreadable', `${amount} at Stripe is a fraction of ${currency}'s minor unit.`, {
    amount,
  })
}

function aboutOf({ id, source }: Stripe.BalanceTransaction, amount: bigint): Moved {
  if (source === null || typeof source === 'string') return { kind: 'other', id: source ?? id, amount }
  if (source.object === 'charge') return { kind: 'payment', id: idOf(source.payment_intent) ?? source.id, amount }
  // What pays a failed refund again belongs to that one, which is the one that is booked.
  if (source.object === 'refund')
    return { kind: 'refund', id: source.metadata?.replaces ?? source.id, amount, hasFailed: source.status === 'failed' }
  if (source.object === 'dispute') return { kind: 'dispute', id: source.id, amount }
  if (source.object !== 'payout') return { kind: 'other', id: source.id, amount }
  const { metadata, status } = source
  const isUnderWay = status === 'pending' || status === 'in_transit'
  const instruction = metadata?.instruction
  return { kind: 'payout', id: source.id, amount, isUnderWay, ...(instruction ? { instruction } : {}) }
}
