import type { AgreementView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { lastPaymentsQuery, paymentFactQuery } from './queries.ts'

/** What the chain says of a payment: its fact, what the agreement booked, and whether that is divided. */
export function usePaymentStanding(agreement: AgreementView, subject: Hex | null) {
  const fact = useQuery(paymentFactQuery(subject)).data?.facts[0]
  const payments = useQuery({ ...lastPaymentsQuery(agreement.root), enabled: fact !== undefined })
  const booking = payments.data?.payments.find(({ kind, paymentKey }) => kind === 'receipt' && paymentKey === subject)
  const settled =
    booking !== undefined &&
    (booking.month > 0
      ? agreement.months.some(({ month, closedAt }) => month === booking.month && closedAt !== null)
      : agreement.events.some(({ kind, block }) => kind === 'settled' && block >= booking.block))
  return { fact, booking, settled }
}
