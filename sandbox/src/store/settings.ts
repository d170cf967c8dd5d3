import { z } from 'zod'

const seconds = z.coerce.number().min(0).max(86_400)
const pace = z.enum(['auto', 'manual'])

/** How the outside world behaves until somebody changes it. */
export const Settings = z.object({
  /** `manual`: payments stay in processing until a person decides. */
  payments: pace.default('auto'),
  paymentDelay: seconds.default(0),
  /** `manual`: refunds stay pending until a person decides. */
  refunds: pace.default('auto'),
  refundDelay: seconds.default(0),
  /** Whether a refund waits for a balance that covers it; the balance goes below zero otherwise. */
  refundsWait: z.stringbool().or(z.boolean()).default(false),
  /** `manual`: payouts stay pending until a person decides. */
  payouts: pace.default('auto'),
  /** Between pending, in transit and the end. */
  payoutDelay: seconds.default(0.4),
  /** From a payment by a card that disputes to its dispute. */
  disputeDelay: seconds.default(0.5),
  /** From a payment to its money being available. */
  settleDelay: seconds.default(0),
  /** The processor's fee: basis points of the payment, rounded to the nearest unit, and a fixed part. */
  feeBps: z.coerce.number().int().min(0).max(10_000).default(0),
  feeFixed: z.coerce.number().int().min(0).max(1_000_000).default(0),
  disputeFee: z.coerce.number().int().min(0).max(1_000_000).default(0),
  /** `reversed`: what happens within a second arrives last first. `paused`: nothing arrives until changed. */
  webhooks: z.enum(['ordered', 'reversed', 'paused']).default('ordered'),
  /** How often each webhook is sent. */
  webhookCopies: z.coerce.number().int().min(1).max(5).default(1),
  webhookDelay: seconds.default(0),
})

export type Settings = z.infer<typeof Settings>

/** `unavailable` answers 503, `hangup` cuts the line, `lost` does what was asked and cuts the line before the answer. */
export const Outage = z.object({ mode: z.enum(['unavailable', 'hangup', 'lost']), until: z.number() })
export type Outage = z.infer<typeof Outage>

/** What the world's row holds. */
export const WorldState = z.object({ settings: Settings.prefault({}), outage: Outage.nullable().default(null) })
export type WorldState = z.infer<typeof WorldState>
