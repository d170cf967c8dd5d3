import type { PaymentView } from '@concordat/sdk/views.ts'

/** What a refund or a dispute was met from. Amounts are in the asset's smallest unit. */
export type Allotted = {
  /** Of money that was not settled yet, at once. */
  atOnce: bigint
  /** Of receipts that came later. */
  later: bigint
  /** Of what was withheld of payments. */
  reserve: bigint
  owed: bigint
}

type Back = Pick<PaymentView, 'amount' | 'returned'>

/**
 * What each refund was met from: what comes in later meets the oldest first, so what is missing is missing of the newest.
 * @param backs Newest first.
 * @param booked What the agreement has booked as owed.
 * @param receivable What of it the account is really still to get; the rest came from the reserve.
 */
export function allot(backs: readonly Back[], booked: bigint, receivable: bigint): Allotted[] {
  let missing = receivable < booked ? receivable : booked
  let covered = booked - missing
  return backs.map(({ amount: given, returned }) => {
    const amount = BigInt(given)
    const atOnce = least(BigInt(returned), amount)
    const owed = least(missing, amount - atOnce)
    missing -= owed
    const reserve = least(covered, amount - atOnce - owed)
    covered -= reserve
    return { atOnce, later: amount - atOnce - owed - reserve, reserve, owed }
  })
}

const least = (one: bigint, other: bigint) => (one < other ? one : other)
