import { agreementReference, findReferences, nonceIn } from '@concordat/sdk/payments/bank/references.ts'
import { paymentIdOf } from '@concordat/sdk/payments/bank/transfers.ts'
import type { Hex } from 'viem'
import { attachFound } from '../../agreements/attach.ts'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { amountText } from '../amounts.ts'
import type { Connection } from '../connections.ts'
import { findUnit, processorBehind } from '../unit.ts'
import type { KeptEntry } from './bankEntries.ts'
import { findOrder } from './orders.ts'
import type { Placed } from './placed.ts'

type Named = { root: Hex; payer: string; purpose?: string; order?: string; amount?: string }

/** The payment that a credit is, by the reference that its payer wrote. Throws why it is none. */
export async function observeCredit(context: Context, connection: Connection, entry: KeptEntry): Promise<Placed> {
  if (!entry.isNamed)
    throw new ApiError(422, 'EntryUnnamed', 'The bank gave the entry no reference, so it could be counted twice.')
  const id = paymentIdOf(entry.account, entry.reference)
  const { root, payer, purpose, order, amount } = await findNamed(context, connection, { entry, id })
  const unit = await findUnit(context, root)
  if (unit.connection.rail !== 'bank' || unit.connection.account !== entry.account)
    throw new ApiError(422, 'AccountOfAgreementDiffers', 'The agreement is paid to another account.', { root })
  if (unit.currency !== entry.currency)
    throw new ApiError(422, 'CurrencyDiffers', `The agreement is paid in ${unit.currency}, this is ${entry.currency}.`)
  if (amount !== undefined && amount !== entry.amount)
    throw new ApiError(
      422,
      'OrderAmountDiffers',
      `The order is over ${amountText(BigInt(amount), unit.currency)}, the transfer over ${amountText(BigInt(entry.amount), unit.currency)}.`,
    )
  const processor = processorBehind(unit.processor, connection)
  const data = {
    amount: amountText(BigInt(entry.amount), entry.currency),
    currency: entry.currency,
    payer,
    ...(purpose === undefined ? {} : { purpose }),
    ...(processor ? { processor } : {}),
  }
  const recordedAt = new Date().toISOString()
  return {
    agreement: unit.agreement,
    rows: [{ kind: 'payment', id, round: 0, recordedAt, date: entry.date, data }],
    kind: 'payment',
    id,
    ...(order === undefined ? {} : { order }),
  }
}

type Parts = { entry: KeptEntry; id: string }

/** What the payer's reference names: an order, or an agreement whose payer is known by the transfer alone. */
async function findNamed(context: Context, connection: Connection, { entry, id }: Parts): Promise<Named> {
  const references = findReferences([...entry.remittance, entry.endToEndId ?? ''])
  if (references.length === 0)
    throw new ApiError(422, 'ReferenceMissing', 'The payer wrote no reference of an agreement or an order.')
  const found: Named[] = []
  for (const reference of references) {
    const order = await findOrder(context, connection, reference)
    if (order && order.payment !== null && order.payment !== id)
      throw new ApiError(422, 'OrderUsed', 'The order was paid before, by another transfer.', { first: order.payment })
    if (order) found.push({ ...order, root: order.agreement, order: reference })
  }
  for (const root of await findRoots(context, connection.business, references)) found.push({ root, payer: id })
  const [named, second] = found
  if (!named)
    throw new ApiError(422, 'ReferenceUnknown', 'The reference belongs to no agreement or order of this business.')
  if (second) throw new ApiError(422, 'ReferenceAmbiguous', 'The payer wrote several references.')
  return named
}

/** The business's agreements that are named, also those that came into force since anybody looked. */
async function findRoots({ sql, indexer }: Context, business: Hex, references: string[]): Promise<Hex[]> {
  const named = references.filter(reference => nonceIn(reference) === undefined)
  if (named.length === 0) return []
  const find = async () => {
    const rows = await sql<{ root: Hex }[]>`select root from agreements where business = ${business}`
    return rows.map(({ root }) => root).filter(root => named.includes(agreementReference(root)))
  }
  const found = await find()
  if (found.length === named.length) return found
  await attachFound(sql, indexer, business)
  return find()
}
