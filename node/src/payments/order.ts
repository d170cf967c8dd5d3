import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { orderDigest, readOrderMetadata } from '@concordat/sdk/payments/order.ts'
import { type Hex, isAddress } from 'viem'
import type { Objection } from '../facts/decision.ts'
import type { PaymentRecord } from '../processors/record.ts'
import type { PaymentContext, RowOf } from '../rows/context.ts'

/** Whether the payment is the one its payer ordered. A payer without a wallet ordered it by confirming it at the processor. */
export function objectToOrder(
  row: RowOf<'payment'>,
  record: PaymentRecord,
  { standing, contracts, chainId, orderUsedBy }: PaymentContext,
  { amount, processor }: { amount: bigint; processor: Hex },
): Objection | undefined {
  const { payer, currency, purpose = '' } = row.data
  const unsigned: Objection = { code: 'OrderNotSigned', args: { payer } }
  const order = readOrderMetadata(record.metadata)
  if (!order) return isAddress(payer, { strict: false }) ? unsigned : undefined
  const { digest, nonce, expiry } = order
  const given = orderDigest(
    {
      payer: payerAccount(payer),
      payee: contracts.Splits,
      agreement: standing.root,
      currency: currencyCode(currency),
      ...{ amount, processor, purpose, nonce, expiry },
    },
    chainId,
    contracts.Payments,
  )
  if (given !== digest) return { code: 'OrderDiffers', args: { given, expected: digest } }
  if (BigInt(record.createdAt) > expiry)
    return { code: 'OrderExpired', args: { given: record.createdAt, expected: expiry } }
  if (isAddress(payer, { strict: false }) && !record.isSigned) return unsigned
  return orderUsedBy === undefined ? undefined : { code: 'OrderUsed', args: { first: orderUsedBy } }
}
