import { percentText, timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

const states = ['unknown', 'issued', 'accepted', 'paid', 'failed', 'reversed']
const stateText = (value: unknown) => states[Number(value)] ?? String(value)

/** Why what happened at a processor is not taken over, or nothing is paid out. */
export const paymentsSentences: Sentences = {
  AlreadyIssued: a => `The payment ${a.paymentKey} was issued already; there is nothing left to do.`,
  AlreadyRefunded: a => `The refund ${a.refundId} was booked already; there is nothing left to do.`,
  BelowOwed: a => `The payee gives back ${a.returned} of the ${a.owed} it owes; the money covers its debt instead.`,
  BelowPayoutMinimum: a =>
    `The payout account holds ${a.held}, and less than ${a.minimum} is paid out only when its owner asks; wait for more.`,
  GasNotAvailable: a =>
    `The payee may need ${a.needed} gas, but ${a.given} are left; send the transaction with more gas.`,
  NotAnOwner: a => `Units could not go back to ${a.owner} if a payout failed; name an account somebody holds.`,
  NotDisputed: a => `The payment was not taken back by dispute ${a.disputeId}, or that dispute was won before.`,
  NotTheOwner: a => `${a.caller} does not own the payout account; ${a.owner} does.`,
  NotThisContract: a => `${a.caller} cannot call this; Payments calls it itself.`,
  NothingToCollect: a => `Nothing has been returned for ${a.receivableKey} yet; try again after the next receipt.`,
  NothingToPayOut: a => `The payout account ${a.payoutKey} holds nothing; try again after the next receipt.`,
  NothingWithheld: a => `Nothing is withheld of the payment ${a.paymentKey}, or it was released before.`,
  PaymentDiffers: a => `The refund is of payment ${a.given}, not of ${a.expected}; give the payment's own receipt.`,
  PaymentUnknown: a => `No payment ${a.paymentKey} was issued; issue it before its refund.`,
  PayoutKeyDiffers: a =>
    `The payout account's key is ${a.expected}, but the units were paid to ${a.given}; pay to the former.`,
  ReceiptDiffers: a =>
    `The receipt hashes to ${a.given}, but the payment was issued with ${a.expected}; give that one.`,
  RefundAbovePayment: a =>
    `All refunds together would be ${a.refunded}, more than the payment of ${a.amount}; refund at most the rest.`,
  ReserveAboveWhole: a => `The reserve would withhold ${percentText(a.rate)}; state at most ${percentText(a.whole)}.`,
  SeriesTaken: a => `The series ${a.series} belongs to another currency and account; use another quorum or account.`,
  StateCannotFollow: a =>
    `The instruction is ${stateText(a.from)}, so it cannot become ${stateText(a.to)}; report its states in order.`,
  WithheldUntil: a => `The reserve is withheld until ${timeText(a.expected)}; release it then.`,
  WrongUnits: a => `The payout account pays out the units ${a.expected}, not ${a.given}; pay in those.`,
}
