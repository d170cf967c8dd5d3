import { dateOf } from '@concordat/sdk/rows/booking.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import { hexToString } from 'viem'
import { findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { amountText } from './amounts.ts'
import { type Connection, processorOf, requireProcessor } from './connections.ts'
import type { KeptPayoutAccount } from './payoutAccounts.ts'
import type { PayoutOrder } from './payouts.ts'
import { firstRefusal, recordObserved } from './record.ts'

type Parts = { connection: Connection; account: KeptPayoutAccount; order: PayoutOrder }

/**
 * Ends an instruction that was refused and whose receiving account is closed at the processor: no payout was made for it, and none
 * will be, so the units go back. Its row has the instruction for an id, since there is no other. Answers whether it ended.
 */
export async function endUnmade(context: Context, { connection, account, order }: Parts): Promise<boolean> {
  const { sql, indexer, hub } = context
  const { business } = connection
  const evidence = await closureOf(context, connection, account.particulars.account)
  if (evidence === undefined) return false
  const agreement = await findAgreement(sql, indexer, business, account.agreement)
  const currency = hexToString(account.struct.currency, { size: 32 })
  const now = new Date()
  const row: RowInput = {
    kind: 'payout',
    id: order.instruction,
    round: 1,
    recordedAt: now.toISOString(),
    date: dateOf(now.getTime() / 1_000, agreement.terms.rules.period.utcOffsetMinutes),
    data: {
      ...{ instruction: order.instruction, sequence: order.sequence, payoutAccount: account.key },
      ...{ amount: amountText(BigInt(order.amount), currency), currency, state: 'failed', evidence },
      ...{ processor: processorOf(connection), particulars: account.particulars },
    },
  }
  const batch = await sql.begin(async tx => {
    const [open] = await tx`
      select 1 from payout_orders where instruction = ${order.instruction} and state = 'open' for update`
    if (!open) return undefined
    const written = await recordObserved(tx, context, business, { agreement, rows: [row] })
    const refusal = firstRefusal(written)
    if (refusal) throw new ApiError(422, refusal.code, refusal.message)
    // From here on nothing is ever paid for it, whatever becomes of the account. The refusal stays to be read.
    await tx`
      update payout_orders set state = 'sent', payout = ${order.instruction} where instruction = ${order.instruction}`
    return written
  })
  if (batch) hub.publish({ event: 'batch', data: { business, batch } })
  return true
}

/** How the processor says that an account can receive nothing; undefined when it can. The nodes name it the same. */
async function closureOf(context: Context, { account }: Connection, bank: string): Promise<string | undefined> {
  const { ask } = requireProcessor(context.processors, account)
  // From the whole list: that it could be read tells a closed account from one that the key may not see.
  const banks = await ask((client, options) =>
    client.accounts.listExternalAccounts(account, { limit: 100 }, options).autoPagingToArray({ limit: 10_000 }),
  )
  const found = banks.find(({ id }) => id === bank)
  if (!found) return 'external_account_missing'
  return 'status' in found && found.status === 'errored' ? 'external_account_errored' : undefined
}
