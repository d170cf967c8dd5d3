import type { Sentences } from './sentence.ts'

// Reasons of the app itself, the server and the nodes. Those of the contracts and of terms files are the sdk's.

/** English sentences by reason code. */
export const en: Sentences = {
  Unknown: 'Something unexpected happened. Try again; if it stays, pass the code on to whoever runs this service.',
  Unreachable: 'The service cannot be reached. Check that it is running and that you are online, then try again.',
  NotFound: 'What you are looking for is not known here. It may not have been recorded yet.',
  Refused: 'The service refused the request.',
  WalletRefused: 'You rejected the request in your wallet. Nothing was changed.',
  WrongChain: 'Your wallet is connected to another chain. Change the chain in the wallet, then try again.',
  AddressInvalid: 'This is not an address: it begins with 0x and has 40 digits and letters after it.',
  NotAToken: 'There is no token at this address. Check it, and that it is on this chain.',
  NobodyActs: 'Choose who you are first, at the top right.',
  NotRecorded: 'The change was sent but was not accepted. Nothing was changed.',
  AmountInvalid: 'Enter an amount with no more decimals than the currency has.',
  AmountAboveBalance: 'That is more than the account holds.',
  AmountNotPositive: 'Enter an amount greater than zero.',
  FileNotCsv: 'This is not a CSV file with the expected header line.',
  FileNotJson: 'This is not a terms file: its text is not JSON. Copy the whole file.',
  FileTooLarge: 'The file is too large. Split it and upload the parts one after another.',

  Internal: 'The service failed. Try again; if it stays, pass the code on to whoever runs it.',
  DatabaseUnreachable: 'The service cannot reach its database. Try again shortly.',
  IndexerUnreachable: 'The service that reads the ledger does not answer. Try again shortly.',
  ForeignChain: 'The stored data belongs to another chain. Whoever runs this service has to reset or restore it.',
  TooManyRequests: 'There were too many requests at once. Wait a moment and try again.',
  TooManyListeners: 'Too many pages are open already. Close some and reload.',
  KeyMissing: 'Enter the access key of the business.',
  KeyUnknown: 'This access key is unknown or was revoked.',
  NotYourBusiness: 'This access key belongs to another business.',
  BodyTooLarge: 'The file is too large. Split it and upload the parts one after another.',
  TooManyRows: 'The file has too many rows. Split it and upload the parts one after another.',
  NotUtf8: 'The file is not UTF-8 text. Export it as “CSV UTF-8”.',
  AgreementUnknown: 'This agreement is not known here, or not yet.',
  AmendmentUnknown:
    'No change of terms with this number waits for signatures. It may have taken effect or been declined.',
  NotALeaver: 'Only a party that the new terms leave out signs here.',
  AgreementMissing: 'No agreement in force names this business, so its records have nowhere to count.',
  FactUnknown: 'This confirmation is not known here, or not yet.',
  ExampleRunning: 'The example is running already.',
  ExampleReverted: 'The example could not be carried out: the ledger refused one of its steps.',

  RowUnreadable: 'The row could not be read.',
  RowIncomplete: 'The row has too few fields.',
  RowTooLong: 'The row has too many fields.',

  RowMissing: 'A record is missing: the business’s system went on with a later one.',
  AnotherBusiness: 'The record is of another business than the agreement trusts.',
  NotACurrencyUnit: 'The agreement shares units that no payment creates.',
  CurrencyDiffers: 'The amount is in another currency than the agreement’s.',
  AmountZero: 'The amount is zero.',
  RoundNotZero: 'Money that moved is stated once and cannot be corrected by a new version.',
  BookingDiffers: 'The record is booked in another month than its date says.',
  EntriesWaiting: 'Records before the end of the month are not decided yet.',
  CloseDiffers: 'The node’s own copy gives other figures than the end-of-month statement.',
  AnotherValueSigned: 'The node has already confirmed another value for this record.',
}
