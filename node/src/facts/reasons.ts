type Sentence = (args: Record<string, unknown>) => string

/** Why a node does not sign. */
const sentences = {
  RowUnreadable: a => `The row ${a.seq} is not of the agreed form: ${a.message}.`,
  RowSignature: a => `The row ${a.seq} was not signed by the business it names.`,
  RowMissing: a => `The row ${a.expected} is missing: the business system went on with ${a.given}.`,
  RowConflict: a =>
    `The row ${a.seq} states ${a.kind} "${a.id}" round ${a.round}, which row ${a.first} states otherwise.`,
  NoSuchAgreement: () => 'The chain does not know the agreement, or not deep enough yet.',
  AnotherBusiness: a => `The agreement trusts the rows of business ${a.expected}, this row is of ${a.given}.`,
  AgreementEnded: a => `The agreement is ${a.kind}: it takes no more money.`,
  NotACurrencyUnit: () => 'The agreement shares units that no payment at a processor creates.',
  CurrencyDiffers: a => `The amount is in ${a.given}, which is not the currency of the agreement's units.`,
  AmountUnreadable: a => `The amount "${a.given}" is none of this currency.`,
  AmountZero: () => 'The amount is zero.',
  RoundNotZero: a => `The row has round ${a.given}, but money that moved is stated once, as round 0.`,
  BookingDiffers: a => `The row is booked at ${a.given}, by the rule for its date it belongs at ${a.expected}.`,
  PaymentUnknown: a => `The refund is of payment "${a.original}", which the node has not confirmed for this agreement.`,
  RefundAbovePayment: a => `Refunds of the payment would add up to ${a.refunded} of ${a.amount} paid.`,
  NoPeriod: () => 'The terms have no months to close.',
  MonthUnreadable: a => `"${a.given}" is no month.`,
  MonthNotOpen: a => `Month ${a.given} is not closed before ${a.openMonth}, which the chain closes next.`,
  EntriesWaiting: () => 'Rows before the close are not decided yet.',
  CloseDiffers: a => `The business closes with ${a.given}, the node's own copy gives ${a.expected}.`,
  AnotherValueSigned: a => `The node signed ${a.signed} for this subject and round; this row would say ${a.given}.`,
} satisfies Record<string, Sentence>

export type Code = keyof typeof sentences

/** The reason as one sentence, with its evidence. */
export function messageOf(code: Code, args: Record<string, unknown> = {}): string {
  return printable((sentences[code] as Sentence)(args))
}

const longest = 2_000

/** Evidence can be anything somebody sent: without characters that a database refuses. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, '?')
    .slice(0, longest)
}
