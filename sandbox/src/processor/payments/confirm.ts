import type Stripe from 'stripe'
import { ProcessorError } from '../../http/error.ts'
import { Declined } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { change, get, idOf, type Stored } from '../../store/objects.ts'
import { takePlan } from '../../store/plans.ts'
import { drop, later, pendingTask } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { paymentSettled } from '../checkout/settled.ts'
import { cardOf, declineMessage } from './cards.ts'
import { approve, createCharge, refuse } from './charges.ts'

/** How an attempt ends. */
export type Outcome = { ok: true } | { ok: false; code: string; decline?: string | undefined }

type Intent = Stored<'payment_intent'>

/** Tries to take the money from the card: at once, or put off when the outside world is slow. */
export async function confirm(scope: Scope, intent: Intent, method: Stored<'payment_method'>): Promise<Intent> {
  const { outcome, delay } = await decide(scope, method.hidden.card)
  const charge = await createCharge(scope, intent.body, method)
  const trying = await change(scope, intent, {
    last_payment_error: null,
    latest_charge: charge.body.id,
    payment_method: method.body.id,
    status: 'processing',
  })
  if (delay === 0) return settle(scope, trying, outcome)
  if (delay !== null) await later(scope, 'settlePayment', intent.body.id, delay, outcome)
  await emit(scope, 'charge.pending', charge.body)
  await emit(scope, 'payment_intent.processing', trying.body)
  return trying
}

/** What a person planned for the next payment, or what the card is known for; without delay it is never, not now. */
async function decide(scope: Scope, card: string): Promise<{ outcome: Outcome; delay: number | null }> {
  const { payments, paymentDelay } = scope.settings
  const plan = await takePlan(scope, 'payment')
  const delay = plan?.delay ?? (payments === 'manual' ? null : paymentDelay)
  if (plan?.outcome === 'succeed') return { outcome: { ok: true }, delay }
  if (plan) return { outcome: declinedFor(plan.code), delay }
  const { outcome } = cardOf(card)
  if (outcome.kind !== 'declined') return { outcome: { ok: true }, delay }
  return { outcome: { ok: false, code: outcome.code, decline: outcome.decline }, delay }
}

const codes = new Set(['expired_card', 'incorrect_cvc', 'incorrect_number', 'processing_error'])

/** The reason a person gave, as the processor's pair of codes. */
export function declinedFor(reason = 'generic_decline'): Outcome {
  return codes.has(reason) ? { ok: false, code: reason } : { ok: false, code: 'card_declined', decline: reason }
}

/** Ends an attempt that is under way; `outcome` is what was put off when not given. */
export async function settle(scope: Scope, intent: Intent, outcome: Outcome): Promise<Intent> {
  await drop(scope, intent.body.id)
  const charge = await get(scope, 'charge', idOf(intent.body.latest_charge) ?? '')
  const settled = outcome.ok
    ? await succeed(scope, intent, charge)
    : await fail(scope, intent, charge, outcome.code, outcome.decline)
  await paymentSettled(scope, settled.body)
  return settled
}

/** What was put off for a payment in processing. */
export async function putOff(scope: Scope, intentId: string): Promise<Outcome> {
  const task = await pendingTask(scope, 'settlePayment', intentId)
  return (task?.data as Outcome | undefined) ?? { ok: true }
}

async function succeed(scope: Scope, intent: Intent, charge: Stored<'charge'>): Promise<Intent> {
  const manual = intent.body.capture_method === 'manual'
  await approve(scope, charge, !manual)
  const { amount } = intent.body
  const changes: Partial<Stripe.PaymentIntent> = manual
    ? { amount_capturable: amount, status: 'requires_capture' }
    : { amount_received: amount, status: 'succeeded' }
  const done = await change(scope, intent, changes)
  await emit(scope, manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', done.body)
  return done
}

async function fail(
  scope: Scope,
  intent: Intent,
  charge: Stored<'charge'>,
  code: string,
  decline: string | undefined,
): Promise<Intent> {
  const failed = await refuse(scope, charge, code, decline)
  const method = await get(scope, 'payment_method', failed.body.payment_method ?? '')
  const error = {
    charge: failed.body.id,
    code,
    message: declineMessage(code, decline),
    payment_method: method.body,
    ...(decline === undefined ? {} : { decline_code: decline }),
    type: 'card_error' as const,
  }
  // The client's type lists the codes it knows; which of them this is, the cards' table says.
  const last_payment_error = error as Stripe.PaymentIntent.LastPaymentError
  const done = await change(scope, intent, {
    last_payment_error,
    payment_method: null,
    status: 'requires_payment_method',
  })
  await emit(scope, 'payment_intent.payment_failed', done.body)
  return done
}

/** The payment, or the error of its decline: the attempt stands either way. */
export function answerConfirmed({ body }: Intent): Stripe.PaymentIntent | Declined {
  const error = body.status === 'requires_payment_method' ? body.last_payment_error : null
  if (!error) return body
  return new Declined(
    new ProcessorError(402, 'card_error', error.message ?? 'Your card was declined.', {
      ...(error.code ? { code: error.code } : {}),
      ...(error.decline_code ? { decline_code: error.decline_code } : {}),
      ...(error.charge ? { charge: error.charge } : {}),
      payment_intent: body,
      ...(error.payment_method ? { payment_method: error.payment_method } : {}),
    }),
  )
}
