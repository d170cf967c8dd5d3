import type Stripe from 'stripe'

/** The events after which rows can change; the processor sends many more. */
export const eventTypes = [
  'payment_intent.succeeded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'payout.created',
  'payout.updated',
  'payout.paid',
  'payout.failed',
  'payout.canceled',
] satisfies Stripe.WebhookEndpointCreateParams.EnabledEvent[]
