/** What a processor says of what a row states, in the words of no processor in particular. */
export type ProcessorRecord =
  /** It has nothing of that id. */
  | { kind: 'none' }
  /** What it says by now cannot tell. */
  | { kind: 'awaited'; code: 'StatementAwaited' | 'StatementUnreadable' }
  /** No payout was made for the instruction to the account; `closure` is why none can be, null when one can. */
  | { kind: 'unmade'; destination: string; closure: string | null }
  | PaymentRecord
  | RefundRecord
  | DisputeRecord
  | PayoutRecord

type Found = {
  /** In the currency's minor unit, a decimal string; null when it is a fraction of one. */
  amount: string | null
  /** ISO 4217 code. */
  currency: string
  metadata: Record<string, string>
  /** Unix seconds. */
  createdAt: number
  /** The processor's own word for how it stands, as evidence. */
  status: string
}

/** Whether money has moved; `pending` may still become either. */
export type Outcome = 'succeeded' | 'pending' | 'failed'

export type PaymentRecord = Found & {
  kind: 'payment'
  outcome: Outcome
  /** Whether the payer's signature over the order in the metadata is good. */
  isSigned: boolean
}

export type RefundRecord = Found & {
  kind: 'refund'
  outcome: Outcome
  /** The processor's id of the payment it belongs to. */
  original: string | null
}

export type DisputeRecord = Found & {
  kind: 'dispute'
  original: string | null
  /** Whether the money was taken from the account, and whether all of it came back. */
  withdrawn: Outcome
  reinstated: Outcome
  /** When it came back, Unix seconds. */
  reinstatedAt: number | null
}

export type PayoutRecord = Found & {
  kind: 'payout'
  state: 'accepted' | 'paid' | 'failed' | 'reversed'
  /** The processor's id of the bank account. */
  destination: string | null
  /** The processor's code for why it failed. */
  failure: string | null
}
