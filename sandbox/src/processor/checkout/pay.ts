import type Stripe from 'stripe'
import { invalid } from '../../http/error.ts'
import { emit } from '../../store/events.ts'
import { change, get, type Stored } from '../../store/objects.ts'
import { drop } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { confirm } from '../payments/confirm.ts'
import { createIntent } from '../payments/intents.ts'
import { methodOf } from '../payments/methods.ts'
import { payerOf } from './sessions.ts'

export type PaySession = { session: Stripe.Checkout.Session; intent: Stripe.PaymentIntent }

/** A person pays a session with a card. The session is complete unless the card is declined at once; it then stays open. */
export async function paySession(scope: Scope, id: string, number: string, email: string | null): Promise<PaySession> {
  const session = await get(scope, 'checkout.session', id, 'session')
  if (session.body.status !== 'open') throw invalid(`This session is ${session.body.status}.`)
  const intent = await confirm(
    scope,
    await intentOf(scope, session),
    await methodOf(scope, { type: 'card', card: { number } }),
  )
  if (intent.body.status === 'requires_payment_method') {
    const open = await change(scope, session, { payment_intent: intent.body.id })
    return { session: open.body, intent: intent.body }
  }
  await drop(scope, id)
  const payer = email ?? session.body.customer_email
  const complete = await change(scope, session, {
    customer_details: payerOf(payer),
    payment_intent: intent.body.id,
    payment_status: intent.body.status === 'processing' ? 'unpaid' : 'paid',
    status: 'complete',
    url: null,
  })
  await emit(scope, 'checkout.session.completed', complete.body)
  return { session: complete.body, intent: intent.body }
}

/** The session's payment: a new one, or the one of the attempt before. */
async function intentOf(scope: Scope, { body, hidden }: Stored<'checkout.session'>): Promise<Stored<'payment_intent'>> {
  if (typeof body.payment_intent === 'string') return get(scope, 'payment_intent', body.payment_intent, 'intent')
  return createIntent(scope, {
    ...hidden.intent,
    amount: body.amount_total ?? 0,
    capture_method: hidden.intent.capture_method ?? 'automatic_async',
    currency: body.currency ?? '',
  })
}
