import type Stripe from 'stripe'
import { emit } from '../../store/events.ts'
import { change, findBy } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'

/** Tells the session of a payment, if it has one and the payer was sent on before it was settled, how the payment ended. */
export async function paymentSettled(scope: Scope, intent: Stripe.PaymentIntent): Promise<void> {
  const [session] = await findBy(scope, 'checkout.session', 'payment_intent', intent.id)
  if (session?.body.status !== 'complete' || session.body.payment_status !== 'unpaid') return
  if (intent.status === 'requires_payment_method')
    return emit(scope, 'checkout.session.async_payment_failed', session.body)
  const paid = await change(scope, session, { payment_status: 'paid' })
  await emit(scope, 'checkout.session.async_payment_succeeded', paid.body)
}
