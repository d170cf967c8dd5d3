import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { bankOrderDigest } from '@concordat/sdk/payments/bank/order.ts'
import { agreementReference, nonceIn, orderReference } from '@concordat/sdk/payments/bank/references.ts'
import { type Hex, isAddress } from 'viem'
import type { Objection } from '../facts/decision.ts'
import { objectToDate } from '../processors/agree.ts'
import type { PaymentRecord } from '../processors/record.ts'
import type { PaymentContext, RowOf } from '../rows/context.ts'

/**
 * Whether a transfer is the payment that the row says: by the one reference its payer wrote, which follows from the agreement, or
 * from an order with this payer, amount and purpose. Who writes the agreement's own is known by the transfer alone.
 */
export function objectToTransfer(
  row: RowOf<'payment'>,
  record: PaymentRecord,
  context: PaymentContext,
  known: { amount: bigint; processor: Hex },
): Objection | undefined {
  const { metadata, createdAt } = record
  const [reference, second] = (metadata.references ?? '').split(' ').filter(each => each !== '')
  const { standing } = context
  const objection =
    reference === undefined || second !== undefined
      ? elsewhere(row, metadata.references)
      : reference === agreementReference(standing.root)
        ? objectToPayer(row)
        : objectToOrdered(row, reference, context, known)
  return objection ?? objectToDate(row, metadata.date, createdAt, context)
}

const elsewhere = ({ agreement }: RowOf<'payment'>, expected: string | undefined): Objection => ({
  code: 'AgreementDiffers',
  args: { given: agreement, expected },
})

function objectToPayer({ id, data }: RowOf<'payment'>): Objection | undefined {
  const { payer, purpose = '' } = data
  if (payer !== id) return { code: 'PayerDiffers', args: { given: payer, expected: id } }
  return purpose === '' ? undefined : { code: 'PurposeDiffers', args: { given: purpose, expected: '' } }
}

function objectToOrdered(
  row: RowOf<'payment'>,
  reference: string,
  { standing, contracts, chainId, orderUsedBy }: PaymentContext,
  { amount, processor }: { amount: bigint; processor: Hex },
): Objection | undefined {
  const { payer, currency, purpose = '' } = row.data
  const nonce = nonceIn(reference)
  if (nonce === undefined) return elsewhere(row, reference)
  const order = { payer: payerAccount(payer), payee: contracts.Splits, agreement: standing.root, amount, processor }
  const digest = bankOrderDigest(
    { ...order, currency: currencyCode(currency), purpose, nonce },
    chainId,
    contracts.Payments,
  )
  const given = orderReference(digest, nonce)
  if (given !== reference) return { code: 'OrderDiffers', args: { given, expected: reference } }
  // No transfer carries a signature.
  if (isAddress(payer, { strict: false })) return { code: 'OrderNotSigned', args: { payer } }
  return orderUsedBy === undefined ? undefined : { code: 'OrderUsed', args: { first: orderUsedBy } }
}
