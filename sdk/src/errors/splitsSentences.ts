import { clauseText, durationText, monthText, ordinalText, timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why an agreement in its course refuses what is asked. */
export const splitsSentences: Sentences = {
  RoundDiffers: a =>
    `The fact is of round ${a.given}, but the next decision of the arbiters has round ${a.expected}; sign that one.`,
  AgreementEnded: () => 'The agreement has ended and takes nothing more; make a new one.',
  AlreadyConcluded: a => `The agreement ${a.digest} took effect before; there is nothing left to sign.`,
  AlreadyProposed: a => `The terms ${a.digest} were proposed before; go on with signing.`,
  AlreadySigned: a => `${a.party} has signed already; wait for the others.`,
  AnotherFactNeeded: a =>
    `The fact given is ${a.given}, but ${a.expected} is needed here; have exactly that confirmed.`,
  Declined: a => `A party refused the terms ${a.digest}; propose changed terms.`,
  EntriesMissing: a =>
    `${a.bookedEntries} entries of together ${a.bookedSum} are booked, but the statement counts ${a.expectedEntries} of together ${a.expectedSum}; book the others first.`,
  FreezeUsedUp: a =>
    `The agreement was frozen for ${durationText(a.used)}, and the terms allow ${durationText(a.limit)}.`,
  Frozen: a =>
    a.until === undefined
      ? 'The agreement is frozen; wait until the arbiters end it.'
      : `The agreement is frozen until ${timeText(a.until)} at the latest; wait, or have the arbiters end it.`,
  LockNotWaiting: a => `Clause ${clauseText(a.clause)} waits for nothing; it has no lock, or the lock is resolved.`,
  LockWaiting: a => `Clause ${clauseText(a.clause)} still waits for its fact; try again when its deadline has passed.`,
  MonthNotOpen: a => `${monthText(a.month)} cannot be closed now: ${monthText(a.openMonth)} is next.`,
  MonthStillOpen: a =>
    `${monthText(a.openMonth)} is not closed yet; close it, and every month that has entries, first.`,
  MonthTooFar: a => `The booking month ${monthText(a.month)} lies after ${monthText(a.limit)}; correct the date.`,
  NoPartyAt: a => `The terms have no party number ${ordinalText(a.party)}; name a listed one.`,
  NoPeriod: () => 'The terms have no accounting period, so there is no month to close.',
  NoSuchAgreement: a => `No agreement ${a.id} has taken effect; check the id, or have the parties sign.`,
  NoSuchVersion: a => `There is no version ${a.given}; the agreement has ${a.expected}.`,
  NotASigner: a => `The signature is not that of ${a.party}; have that party sign exactly these terms.`,
  NotAllSigned: a => `${a.given} of ${a.expected} signatures are there; all parties must sign.`,
  NotEnded: a =>
    Number(a.endsAt) === 0
      ? 'The terms state no end; all parties can end the agreement by signing so.'
      : `The agreement runs until ${timeText(a.endsAt)}; complete it after that.`,
  NotFrozen: () => 'The agreement is not frozen, so there is nothing to end.',
  NotInForce: a => `The version ${a.digest} is not in force; ${a.current} is.`,
  NotInRegister: a =>
    `These are not the next receivers of register ${a.registerKey} after number ${a.cursor}; give them in order.`,
  NotPlain: () => 'The short form stands for plain percentages only; settle with the full terms.',
  NotTheIssuer: a => `${a.caller} does not issue the agreement's units; only their issuer books refunds.`,
  NotTheLedger: a => `${a.caller} is not the Ledger; pay through the Ledger.`,
  NothingToObserve: () => 'Nothing came in that is not booked already.',
  NothingToPay: a => `Of the units ${a.id} there is nothing to pay.`,
  QuantitiesDiffer: a =>
    `The close has ${a.given} quantities instead of ${a.expected}; give one for each monthly clause.`,
  TooEarly: a => `This can be done after ${timeText(a.last)}; wait until then.`,
  VersionMismatch: () => 'A first version names neither root nor previous, an amendment names both; correct the terms.',
  VersionsPending: a => `${a.count} earlier versions are not paid out; settle them once their locks are resolved.`,
  WrongAsset: a => `The units ${a.id} are not those the terms share; pay in the agreement's own.`,
  WrongOrder: a => `The parties sign in listed order, and it is not the turn of number ${ordinalText(a.party)} yet.`,
}
