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
  EarlierWaiting: () => 'An earlier row about the same payment is not decided yet.',
  ProcessorMissing: () => 'The agreement shares units of an account at a processor, but the row names none.',
  ProcessorDiffers: a => `The row names ${a.given}, which is not the account behind the units.`,
  ProcessorUnknown: a => `The node has no connection to ${a.given}, so it cannot see whether this is true.`,
  ProcessorUnavailable: a => `The processor of ${a.given} does not answer.`,
  ProcessorRefused: a => `The processor of ${a.given} refuses the node: its key lacks a right.`,
  NotAtProcessor: a => `The processor has no ${a.kind} "${a.id}" at this account.`,
  AmountDiffersAtProcessor: a =>
    `The row states ${a.given} of the smallest unit, the processor ${a.expected ?? 'a fraction of one'}.`,
  CurrencyDiffersAtProcessor: a => `The row is in ${a.given}, the processor says ${a.expected}.`,
  AgreementDiffers: a => `The payer paid for agreement ${a.expected ?? 'none'}, not for ${a.given}.`,
  PayerDiffers: a => `The row names the payer "${a.given}", the processor "${a.expected ?? ''}".`,
  PurposeDiffers: a => `The row states the purpose "${a.given}", the processor "${a.expected}".`,
  DateDiffers: a => `The row is dated ${a.given}, at the processor it belongs to ${a.expected}.`,
  OrderDiffers: a => `The payer authorised the order ${a.expected}, this payment would be ${a.given}.`,
  OrderExpired: a => `The order could be used until second ${a.expected}, and the payment was begun at ${a.given}.`,
  OrderNotSigned: a => `The payer ${a.payer} has a wallet and did not sign an order for this payment.`,
  OrderUsed: a => `The order was used up by payment "${a.first}".`,
  PaymentPending: () => 'The payment is not completed at the processor yet.',
  PaymentNotSucceeded: a => `The payment did not succeed at the processor: it is "${a.status}".`,
  RefundPending: () => 'The refund is not completed at the processor yet.',
  RefundNotSucceeded: a => `The refund did not succeed at the processor: it is "${a.status}".`,
  OriginalDiffers: a => `The row is about payment "${a.given}", the processor says "${a.expected ?? ''}".`,
  ReserveUndeclared: a => `The chain does not know the reserve of ${a.given} yet, or not deep enough.`,
  DisputePending: () => 'The processor has not moved the disputed money yet.',
  DisputeNotOpen: a => `The processor took no money for the dispute: it is "${a.status}".`,
  DisputeNotWon: a => `The processor gave no money back for the dispute: it is "${a.status}".`,
  DisputeUnknown: a => `The node has confirmed no dispute "${a.id}", so none can be won.`,
  DisputeDiffers: a => `The dispute took ${a.expected} of the smallest unit, the row says that ${a.given} came back.`,
  RoundOfNothing: a => `A ${a.kind} that says this has round ${a.expected}, this row has ${a.given}.`,
  InstructionUnknown: () => 'The chain does not know the instruction, or not deep enough yet.',
  InstructionDiffers: a =>
    `The ${a.field} of the instruction is ${a.expected}, the row or the processor says ${a.given}.`,
  UnitsDiffer: () => 'The instruction gave up other units than those the agreement shares.',
  ParticularsDiffer: a => `The particulars of the receiving account hash to ${a.given}, its owner named ${a.expected}.`,
  DestinationDiffers: a => `The processor pays to "${a.expected ?? ''}", not to "${a.given}".`,
  EvidenceDiffers: a => `The row gives "${a.given}" as evidence, the processor says "${a.expected}".`,
  PayoutPending: () => 'The payout is not completed at the processor yet.',
  PayoutDiffers: a => `The row says that the payout is ${a.given}, the processor that it is ${a.expected}.`,
  ReceiverOpen: () => 'The receiving account is open at the processor, so the payout can still be made.',
  StatementAwaited: () => 'No statement of the bank that reached the node shows it yet.',
  StatementUnreadable: () => 'A statement of the bank that reached the node cannot be read.',
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
