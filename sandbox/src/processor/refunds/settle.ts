import type Stripe from 'stripe'
import { invalid } from '../../http/error.ts'
import { emit } from '../../store/events.ts'
import { availableOf, move } from '../../store/movements.ts'
import { change, get, idOf, type Stored } from '../../store/objects.ts'
import { drop, later } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'

type Refund = Stored<'refund'>

/** Whether a refund fails in the end, and after how many seconds; null when a person decides. */
export type Course = { fails: boolean; delay: number | null }

/** Seconds until what looked done turns out otherwise. */
export const soon = 0.5

/** Takes the money of a refund out of the balance. */
export async function fund(scope: Scope, refund: Refund): Promise<Refund> {
  const { amount, charge, currency, id } = refund.body
  const balance_transaction = await move(scope, {
    amount: -amount,
    currency,
    description: `Refund of ${idOf(charge)}`,
    type: 'refund',
    category: 'refund',
    source: id,
  })
  return change(scope, refund, { balance_transaction })
}

/** Puts off how the refund ends. One that fails without delay looked done first, as at Stripe. */
export async function schedule(scope: Scope, id: string, { fails, delay }: Course): Promise<void> {
  if (delay === null) return
  if (delay > 0) return later(scope, 'settleRefund', id, delay, { fails })
  if (fails) await later(scope, 'failRefund', id, soon)
}

/** A refund that waited for money looks again whether there is enough. */
export async function fundWaiting(scope: Scope, id: string, course: Course): Promise<void> {
  const refund = await get(scope, 'refund', id)
  if (refund.body.status !== 'pending') return
  const { amount, currency } = refund.body
  if ((await availableOf(scope, currency)) < amount) return later(scope, 'fundRefund', id, 1, course)
  const funded = await fund(scope, refund)
  if (course.delay === 0) {
    await succeedRefund(scope, id)
    return schedule(scope, id, course)
  }
  await announce(scope, refund, await change(scope, funded, { pending_reason: 'processing' }))
  await schedule(scope, id, course)
}

/** The payer has the money. */
export async function succeedRefund(scope: Scope, id: string): Promise<Stripe.Refund> {
  const refund = await pending(scope, id)
  await drop(scope, id)
  const funded = refund.body.balance_transaction ? refund : await fund(scope, refund)
  const { pending_reason: _, ...rest } = funded.body
  const done = await replace(scope, funded, { ...rest, status: 'succeeded' })
  await announce(scope, refund, done)
  return done.body
}

/** The payer's bank sends the money back: it returns to the balance, and the charge counts as not refunded by it. */
export async function failRefund(
  scope: Scope,
  id: string,
  reason = 'expired_or_canceled_card',
): Promise<Stripe.Refund> {
  const refund = await get(scope, 'refund', id)
  if (!['pending', 'succeeded'].includes(refund.body.status ?? ''))
    throw invalid(`The refund ${id} has ${refund.body.status} and cannot fail.`)
  await drop(scope, id)
  const { amount, currency, charge, pending_reason: _, ...rest } = refund.body
  const returned = rest.balance_transaction
    ? await move(scope, {
        amount,
        currency,
        description: `Refund failure of ${idOf(charge)}`,
        type: 'refund_failure',
        category: 'refund_failure',
        source: id,
      })
    : null
  const done = await replace(scope, refund, {
    ...rest,
    amount,
    currency,
    charge,
    failure_reason: reason,
    status: 'failed',
    ...(returned ? { failure_balance_transaction: returned } : {}),
  })
  const stored = await get(scope, 'charge', idOf(charge) ?? '')
  await change(scope, stored, { amount_refunded: stored.body.amount_refunded - amount, refunded: false })
  await announce(scope, refund, done)
  await emit(scope, 'refund.failed', done.body)
  return done.body
}

async function pending(scope: Scope, id: string): Promise<Refund> {
  const refund = await get(scope, 'refund', id)
  if (refund.body.status !== 'pending') throw invalid(`The refund ${id} has ${refund.body.status} already.`)
  return refund
}

/** Writes a body that lost fields. */
async function replace(scope: Scope, refund: Refund, body: Stripe.Refund): Promise<Refund> {
  await scope.tx`update objects set body = ${scope.tx.json(body as never)} where id = ${body.id}`
  return { ...refund, body }
}

async function announce(scope: Scope, before: Refund, after: Refund): Promise<void> {
  await emit(scope, 'refund.updated', after.body, before.body)
  await emit(scope, 'charge.refund.updated', after.body, before.body)
}
