import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { keccak256 } from 'viem'
import type { Standing } from '../src/agreements/find.ts'
import type { PaymentContext, RefundContext } from '../src/rows/context.ts'
import { accountAt } from './stack.ts'
import { monthlyTerms } from './terms.ts'

export const business = keccak256('0xb0')
export const root = keccak256('0x12')
export const contracts = { Payments: accountAt(7).address, Splits: accountAt(8).address }
export const agreement: Agreement = monthlyTerms({ quorum: keccak256('0x09'), business, payments: contracts.Payments })
export const standing: Standing = {
  root,
  digest: root,
  terms: agreement,
  quorums: [agreement.rules.quorum],
  ended: null,
  openMonth: agreement.rules.period.firstMonth,
}
/** Where rows are the business's word alone. */
export const context: PaymentContext & Pick<RefundContext, 'isOriginalWaiting'> = {
  standing,
  contracts,
  chainId: 31_337,
  lastClosed: undefined,
  record: null,
  isReserveDeclared: false,
  orderUsedBy: undefined,
  isOriginalWaiting: false,
}

/** A row as it is delivered; decisions do not look at keys and signatures. */
export function delivered<Input extends RowInput>(input: Input, seq: number, bookedAt: number) {
  return { ...input, seq, business, agreement: root, bookedAt, publicKey: '', signature: '' }
}
