import { refundSubject, splitLedgerId } from '../ids.ts'
import { type Contracts, isEvent, type ProvenEvent } from './events.ts'
import { demand, type Report } from './report.ts'

const name = (...parts: unknown[]) => parts.join(' ')
const tx = ({ place }: ProvenEvent) => `${place.block} ${place.index}`

/**
 * Checks that every receipt with a payment key was issued by Payments for the agreement, less what is withheld, or won in a
 * dispute, and every refund and dispute reported by it.
 * Where another contract stands behind the units, nothing here knows why it reported them: that stays open.
 */
export function matchPayments(events: readonly ProvenEvent[], contracts: Contracts, asset: bigint, report: Report) {
  const { issuer, series } = splitLedgerId(asset)
  const booked = events.filter(isEvent('ReceiptBooked'))
  const keyed = booked.filter(({ args }) => BigInt(args.paymentKey) !== 0n)
  const observed = booked.filter(({ args }) => BigInt(args.paymentKey) === 0n && BigInt(args.payer) === 0n).length
  const returned = events.filter(isEvent('RefundBooked'))
  const byHolders = booked.length - keyed.length - observed
  const said = { payments: keyed.length, refunds: returned.length, byHolders, observed }
  const isOurs = issuer.toLowerCase() === contracts.Payments.toLowerCase()
  if (!isOurs || series === 0n) {
    if (keyed.length + returned.length > 0) report.leaveOpen('issuer', issuer, { count: keyed.length })
    return said
  }
  const issued = events
    .filter(isEvent('PaymentIssued'))
    .filter(({ args }) => args.delivered && args.receipt.payee.toLowerCase() === contracts.Splits.toLowerCase())
  const paid = new Map(issued.map(({ args }) => [args.paymentKey, args.receipt.payer]))
  requireSame(
    keyed.map(event => name(tx(event), event.args.paymentKey, event.args.amount, event.args.payer)),
    [
      ...issued.map(event => {
        const { paymentKey, receipt, withheld } = event.args
        return name(tx(event), paymentKey, receipt.amount - withheld, receipt.payer)
      }),
      // What was won reaches the agreement as a receipt of the dispute's own.
      ...events.filter(isEvent('DisputeWon')).flatMap(event => {
        const { paymentKey, disputeId, amount, delivered } = event.args
        const payer = paid.get(paymentKey)
        return delivered && payer ? [name(tx(event), refundSubject(paymentKey, disputeId), amount, payer)] : []
      }),
    ],
  )
  const left = new Map<string, number>()
  const count = (refund: string, change: number) => left.set(refund, (left.get(refund) ?? 0) + change)
  for (const event of events.filter(isEvent('PaymentRefunded', 'PaymentDisputed')))
    if (paid.has(event.args.paymentKey)) count(name(tx(event), event.args.paymentKey, event.args.amount), 1)
  for (const event of returned) count(name(tx(event), event.args.paymentKey, event.args.amount), -1)
  const unbooked = [...left.values()].reduce((sum, each) => sum + each, 0)
  const isFitting = [...left.values()].every(each => each >= 0)
  demand(isFitting, 'PaymentsDiffer', { given: returned.length, expected: returned.length + unbooked })
  // The agreement could not take them: Payments keeps them as receivables.
  if (unbooked > 0) report.leaveOpen('refunds', '', { count: unbooked })
  return said
}

function requireSame(booked: string[], issued: string[]): void {
  demand(String(booked.sort()) === String(issued.sort()), 'PaymentsDiffer', {
    given: booked.length,
    expected: issued.length,
  })
}
