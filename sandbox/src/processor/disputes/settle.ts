import type Stripe from 'stripe'
import { invalid } from '../../http/error.ts'
import { emit } from '../../store/events.ts'
import { newId } from '../../store/ids.ts'
import { move } from '../../store/movements.ts'
import { change, changeHidden, findBy, get, idOf, insert } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'
import { cardOf } from '../payments/cards.ts'
import { viewDispute } from '../view.ts'

const fields = [
  ...['access_activity_log', 'billing_address', 'cancellation_policy', 'cancellation_policy_disclosure'],
  ...['cancellation_rebuttal', 'customer_communication', 'customer_email_address', 'customer_name'],
  ...['customer_purchase_ip', 'customer_signature', 'duplicate_charge_documentation', 'duplicate_charge_explanation'],
  ...['duplicate_charge_id', 'product_description', 'receipt', 'refund_policy', 'refund_policy_disclosure'],
  ...['refund_refusal_explanation', 'service_date', 'service_documentation', 'shipping_address', 'shipping_carrier'],
  ...[
    'shipping_date',
    'shipping_documentation',
    'shipping_tracking_number',
    'uncategorized_file',
    'uncategorized_text',
  ],
] as const

const twoWeeks = 14 * 24 * 60 * 60

export type OpenDisputeParameters = {
  charge: string
  reason: string
  /** Part of the charge; all that is not refunded when not given. */
  amount?: number | undefined
  /** Whether the bank only asks, and no money moves. */
  inquiry?: boolean | undefined
}

export function isOpen({ status }: Stripe.Dispute): boolean {
  return /needs_response|under_review/.test(status)
}

/** The payer's bank takes the money back, and a dispute about it begins. */
export async function openDispute(
  scope: Scope,
  { charge: chargeId, reason, amount, inquiry = false }: OpenDisputeParameters,
): Promise<Stripe.Dispute> {
  const charge = await get(scope, 'charge', chargeId, 'charge')
  const { currency, amount: paid, amount_refunded: refunded } = charge.body
  const earlier = await findBy(scope, 'dispute', 'charge', chargeId)
  const left = paid - refunded
  const disputed = amount ?? left
  if (!charge.body.captured || disputed < 1 || disputed > left)
    throw invalid(`Of the charge ${chargeId}, ${left} can be disputed, not ${disputed}.`, { param: 'amount' })
  if (earlier.length > 0) throw invalid(`The charge ${chargeId} has been disputed already.`, { param: 'charge' })
  const { brand } = cardOf(charge.hidden.card)
  const created = Math.floor(scope.now / 1_000)
  const body: Stripe.Dispute = {
    id: await newId(scope, 'du'),
    object: 'dispute',
    amount: disputed,
    balance_transactions: [],
    charge: chargeId,
    created,
    currency,
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence(), enhanced_evidence: {} },
    evidence_details: {
      due_by: created + twoWeeks,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: idOf(charge.body.payment_intent),
    payment_method_details: {
      card: { brand, case_type: inquiry ? 'inquiry' : 'chargeback', network: brand, network_reason_code: null },
      type: 'card',
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  }
  await insert(scope, 'dispute', body, { movements: [] })
  const marked = await change(scope, charge, { disputed: true })
  const before = charge.body
  if (inquiry) {
    await emit(scope, 'charge.dispute.created', body)
    await emit(scope, 'charge.updated', marked.body, before)
    return body
  }
  const movement = await move(scope, {
    amount: -disputed,
    currency,
    fee: scope.settings.disputeFee,
    type: 'adjustment',
    category: 'dispute',
    source: body.id,
    description: `Chargeback withdrawal for ${chargeId}`,
  })
  const dispute = await changeHidden(scope, await get(scope, 'dispute', body.id), { movements: [movement] })
  const view = await viewDispute(scope, dispute)
  await emit(scope, 'charge.dispute.created', view)
  await emit(scope, 'charge.updated', marked.body, before)
  await emit(scope, 'charge.dispute.funds_withdrawn', view)
  return view
}

/** The dispute ends. When it was won the money comes back; the fee for it does not. */
export async function closeDispute(scope: Scope, id: string, verdict: 'won' | 'lost'): Promise<Stripe.Dispute> {
  const dispute = await get(scope, 'dispute', id, 'dispute')
  if (!isOpen(dispute.body)) throw invalid(`The dispute ${id} is closed already: ${dispute.body.status}.`)
  const inquiry = dispute.body.status.startsWith('warning')
  const { amount, currency } = dispute.body
  const closed = await change(scope, dispute, {
    is_charge_refundable: inquiry || verdict === 'won',
    status: inquiry ? 'warning_closed' : verdict,
  })
  if (inquiry || verdict === 'lost') {
    const view = await viewDispute(scope, closed)
    await emit(scope, 'charge.dispute.closed', view)
    return view
  }
  const back = await move(scope, {
    amount,
    currency,
    description: `Chargeback reversal for ${idOf(dispute.body.charge)}`,
    type: 'adjustment',
    category: 'dispute_reversal',
    source: id,
  })
  const won = await changeHidden(scope, closed, { movements: [...closed.hidden.movements, back] })
  const view = await viewDispute(scope, won)
  await emit(scope, 'charge.dispute.closed', view)
  await emit(scope, 'charge.dispute.funds_reinstated', view)
  return view
}

function noEvidence(): Record<(typeof fields)[number], null> {
  return Object.fromEntries(fields.map(field => [field, null])) as Record<(typeof fields)[number], null>
}
