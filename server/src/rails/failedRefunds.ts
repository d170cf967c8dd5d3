import type Stripe from 'stripe'
import type { Context } from '../context.ts'

/** A refund can fail after the processor took it: its money is there to be given back again. */
export async function noteFailedRefund({ sql }: Context, { id, status, failure_reason }: Stripe.Refund): Promise<void> {
  if (status !== 'failed' && status !== 'canceled') return
  const message = `The processor gave it up: ${failure_reason ?? status}.`
  await sql`
    update refund_orders set state = 'refused', refusal = ${sql.json({ code: 'RefundNotSucceeded', message })}
    where refund = ${id} and state = 'sent'`
}
