import { externalId } from '@concordat/sdk/ids.ts'
import type { Hex } from 'viem'
import type { Money, Moved } from './money.ts'

/** Why what the processor holds and what the chain says differ. */
export type Cause = {
  code:
    | 'PaymentWithoutRow'
    | 'RefundWithoutRow'
    | 'DisputeWithoutRow'
    | 'PayoutWithoutRow'
    | 'PayoutWithoutInstruction'
    | 'RowWithoutFact'
    | 'RefundFailed'
    | 'AmountBookedDiffers'
    | 'FactWithoutMoney'
    | 'ProcessorFees'
    | 'OtherMovement'
    | 'Unexplained'
  /** The processor's id, or the hash the chain has of it. */
  id: string
  /** What it adds to the difference, in the currency's minor unit. */
  amount: bigint
}

export type Sides = {
  money: Money
  /** By the hash of the processor's id, or by the instruction. */
  booked: Map<Hex, bigint>
  /** The rows that are there, by kind and id. */
  rows: Set<string>
  /** What the processor holds beyond what the chain says it must hold. */
  difference: bigint
}

/** Every difference with its cause; together they are the difference. */
export function findCauses({ money, booked, rows, difference }: Sides): Cause[] {
  const causes: Cause[] = []
  const seen = new Set<Hex>()
  // What the nodes were told of comes first: of two transfers for one instruction the other one is a difference.
  const isTold = ({ kind, id }: Moved) => rows.has(`${kind} ${id}`)
  const moves = [...money.moved.values()]
  for (const moved of [...moves.filter(isTold), ...moves.filter(each => !isTold(each))]) {
    const reference = (moved.instruction as Hex | undefined) ?? externalId(moved.id)
    const amount = moved.amount - (seen.has(reference) ? 0n : (booked.get(reference) ?? 0n))
    seen.add(reference)
    if (amount !== 0n)
      causes.push({ code: codeOf(moved, { rows, isBooked: booked.has(reference) }), id: moved.id, amount })
  }
  for (const [reference, amount] of booked)
    if (amount !== 0n && !seen.has(reference)) causes.push({ code: 'FactWithoutMoney', id: reference, amount: -amount })
  if (money.fees !== 0n) causes.push({ code: 'ProcessorFees', id: 'fees', amount: -money.fees })
  const rest = difference - causes.reduce((sum, { amount }) => sum + amount, 0n)
  return rest === 0n ? causes : [...causes, { code: 'Unexplained', id: 'rest', amount: rest }]
}

const withoutRow = {
  payment: 'PaymentWithoutRow',
  refund: 'RefundWithoutRow',
  dispute: 'DisputeWithoutRow',
  payout: 'PayoutWithoutRow',
} as const

function codeOf(moved: Moved, { rows, isBooked }: { rows: Set<string>; isBooked: boolean }): Cause['code'] {
  const { kind, id, instruction } = moved
  if (kind === 'other') return 'OtherMovement'
  if (kind === 'payout' && !instruction) return 'PayoutWithoutInstruction'
  // The chain has given it up for the payer, who is still owed it: it is to be paid again.
  if (moved.hasFailed && isBooked) return 'RefundFailed'
  if (!rows.has(`${kind} ${id}`)) return withoutRow[kind]
  // A dispute that was won and a payout that came back are booked in two steps.
  return isBooked && kind !== 'dispute' && kind !== 'payout' ? 'AmountBookedDiffers' : 'RowWithoutFact'
}
