type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why the Ledger refuses to move units. */
export const ledgerSentences: Sentences = {
  AuthorizationNotUsed: a =>
    `The token ${a.token} did not use the signed authorization ${a.nonce}, so nothing was deposited; deposit it another way.`,
  BalanceOverflow: () => 'The account would hold more units than can be counted; send a smaller amount.',
  BelowMinimum: a =>
    `Only ${a.units} units would be credited, fewer than the ${a.minUnits} accepted; the token keeps a part of transfers.`,
  InsufficientBalance: () => 'The account holds fewer units than are to be moved; reduce the amount or deposit more.',
  InsufficientPermission: () =>
    'The holder has not allowed this account to move so many units; have it approved first.',
  LengthsDiffer: a => `There are ${a.receivers} receivers but ${a.amounts} amounts; give one amount for each receiver.`,
  NativeCoinUnsupported: a => `${a.value} wei of native coin were sent along, which the Ledger cannot keep; send none.`,
  NonceAlreadySpent: a =>
    `The payment number ${a.nonce} of ${a.owner} was used or cancelled; sign with another number.`,
  NotAPayee: a => `${a.payee} is no contract that accepts payments; check the receiver.`,
  NotAReceiver: a => `${a.to} can receive no units; check the receiver.`,
  NotSignedBy: a => `The signature is not that of ${a.signer}; have the payer sign exactly these values.`,
  SeriesReserved: () => 'Series 0 stands for deposited tokens and cannot be issued or redeemed; use another series.',
}
