import { payoutKey } from '@concordat/sdk/payments/ids.ts'
import { dateOf } from '@concordat/sdk/rows/booking.ts'
import type { PayoutState, RowInput } from '@concordat/sdk/rows/schema.ts'
import type Stripe from 'stripe'
import type { Hex } from 'viem'
import { findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { moneyOf } from './amounts.ts'
import { type Connection, processorOf } from './connections.ts'
import type { Observed } from './observe.ts'
import { findPayoutAccount } from './payoutAccounts.ts'

const roundOf = { accepted: 0, paid: 1, failed: 1, reversed: 2 } as const

/** What became of an instruction's payout, in rows: accepted, then paid or failed, then reversed. */
export async function observePayout(
  context: Context,
  connection: Connection,
  payout: Stripe.Payout,
): Promise<Observed | undefined> {
  const { sql, indexer } = context
  const instruction = payout.metadata?.instruction as Hex | undefined
  if (!instruction) return undefined
  const [order] = await sql<{ payoutAccount: Hex; sequence: number }[]>`
    select payout_account as "payoutAccount", sequence from payout_orders where instruction = ${instruction}`
  if (!order) return undefined
  const account = await findPayoutAccount(context, order.payoutAccount)
  const agreement = await findAgreement(sql, indexer, connection.business, account.agreement)
  const wasPaid = await isPaid(context, connection, payout.id)
  const row = (state: PayoutState, evidence: string, at: number): RowInput => ({
    kind: 'payout',
    id: payout.id,
    round: roundOf[state],
    recordedAt: new Date().toISOString(),
    date: dateOf(at, agreement.terms.rules.period.utcOffsetMinutes),
    data: {
      instruction,
      sequence: order.sequence,
      payoutAccount: payoutKey(account.struct),
      ...moneyOf(payout.amount, payout.currency),
      ...{ state, evidence, processor: processorOf(connection), particulars: account.particulars },
    },
  })
  const accepted = row('accepted', payout.id, payout.created)
  const end = endOf(payout)
  const now = Math.floor(Date.now() / 1_000)
  if (end === 'pending') return { agreement, rows: [accepted] }
  if (end === 'paid') return { agreement, rows: [accepted, row('paid', payout.id, now)] }
  // What was told to be paid, or was paid by the processor's word, came back; nothing else ever was.
  if (wasPaid || payout.reversed_by)
    return { agreement, rows: [accepted, row('paid', payout.id, now), row('reversed', failureOf(payout), now)] }
  return { agreement, rows: [accepted, row('failed', failureOf(payout), now)] }
}

async function isPaid({ sql }: Context, { business }: Connection, id: string): Promise<boolean> {
  const found = await sql`
    select 1 from rows where business = ${business} and kind = 'payout' and id = ${id} and round = 1 and data ->> 'state' = 'paid'`
  return found.length > 0
}

function endOf({ status, reversed_by }: Stripe.Payout): 'pending' | 'paid' | 'failed' {
  if (reversed_by || status === 'failed' || status === 'canceled') return 'failed'
  return status === 'paid' ? 'paid' : 'pending'
}

/** As the nodes name it: the processor's code, or how it ended where there is none. */
function failureOf({ failure_code, reversed_by, status }: Stripe.Payout): string {
  return failure_code ?? (reversed_by ? 'reversed' : status)
}
