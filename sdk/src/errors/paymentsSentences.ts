type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why a payment or refund is not taken over from the processor. */
export const paymentsSentences: Sentences = {
  AlreadyIssued: a => `The payment ${a.paymentKey} was issued already; there is nothing left to do.`,
  AlreadyRefunded: a => `The refund ${a.refundId} was booked already; there is nothing left to do.`,
  GasNotAvailable: a =>
    `The payee may need ${a.needed} gas, but ${a.given} are left; send the transaction with more gas.`,
  NotOurUnits: a => `Payments does not stand behind the units ${a.id}; name a unit it issued.`,
  NothingToCollect: a => `Nothing has been returned for ${a.receivableKey} yet; try again after the next receipt.`,
  PaymentDiffers: a => `The refund is of payment ${a.given}, not of ${a.expected}; give the payment's own receipt.`,
  PaymentUnknown: a => `No payment ${a.paymentKey} was issued; issue it before its refund.`,
  ReceiptDiffers: a =>
    `The receipt hashes to ${a.given}, but the payment was issued with ${a.expected}; give that one.`,
  RefundAbovePayment: a =>
    `All refunds together would be ${a.refunded}, more than the payment of ${a.amount}; refund at most the rest.`,
  SeriesTaken: a => `The series ${a.series} belongs to another currency and account; use another quorum or account.`,
}
