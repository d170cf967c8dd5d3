import { percentText, timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why terms are refused: the same words in the sdk's validation and in the contract. */
export const termsSentences: Sentences = {
  SharesDoNotSum: a =>
    `The shares of clause ${a.clause} add up to ${a.given} instead of ${a.expected}; change them so that they add up exactly.`,
  ShareWithoutWeight: a =>
    `Clause ${a.clause} lists receiver ${a.party} with a share of zero; give it a share or leave it out.`,
  SharePartyTwice: a => `Clause ${a.clause} lists receiver ${a.party} twice; join the two shares into one.`,
  NoShares: a => `Clause ${a.clause} names nobody who receives; list at least one receiver.`,
  NoSuchParty: a =>
    `Clause ${a.clause} names receiver number ${a.party}, but there is none; use a listed party or register.`,
  NoParties: () => 'The terms list no parties; list everyone who signs.',
  TooManyParties: a =>
    `The terms list ${a.given ?? a.n ?? a.count} parties, but at most 100 are written out; put the others into a register.`,
  PartyTwice: a => `The account ${a.account} is listed as two parties; each account signs once, so join them.`,
  PartyNotAllowed: a =>
    `The account ${a.account} cannot be a party: it could never sign or withdraw; name an account somebody holds the key of.`,
  RoleTooLong: a =>
    `The role of party ${a.party} has ${a.given} bytes, more than ${a.expected}; shorten it and put the rest into the prose.`,
  AssetUnknown: a => `The Ledger does not know the asset ${a.id}; name an existing currency unit or token.`,
  AssetRestricted: a =>
    `The asset ${a.id} is restricted: its issuer could stop the payments; name an unrestricted asset.`,
  DeadlinePassed: a =>
    `The deadline was ${timeText(a.deadline)} and has passed; state a later one or act under new terms.`,
  DeadlineMissing: () => 'The terms state no deadline for signing; state one.',
  EndsBeforeSigning: a =>
    `The agreement ends at ${timeText(a.endsAt)}, not after the deadline for signing, ${timeText(a.signBy)}; end it later.`,
  LockWithoutDeadline: a => `Clause ${a.clause} waits for a fact without a deadline; state until when it waits.`,
  LockWithoutDefault: a =>
    `Clause ${a.clause} does not say who gets its money if the fact never comes; state "otherwise".`,
  LockWithoutFact: a => `Clause ${a.clause} has a deadline but no fact it waits for; name the milestone.`,
  LockAfterEnd: a =>
    `Clause ${a.clause} waits until ${timeText(a.by)}, after the agreement's end at ${timeText(a.endsAt)}; let it run out earlier.`,
  RateAboveOne: a => `Clause ${a.clause} takes ${percentText(a.rateBps)}; a rate is at most 100 %.`,
  RateZero: a => `Clause ${a.clause} takes 0 %, so it would never be paid; give it a rate or leave it out.`,
  LastClauseNotResidual: () =>
    'The last clause does not take everything that is left; end with a clause of 100 % without limit and lock.',
  NoClauses: () => 'The terms have no clause over cumulative revenue; end with one that takes all that is left.',
  TooManyClauses: a => `The terms have ${a.given} clauses, more than ${a.expected}; join some of them.`,
  MonthlyWithoutPeriod: () =>
    'The terms have monthly clauses but no accounting period; state the period or remove the clauses.',
  PeriodIncomplete: () =>
    'The accounting period lacks the time after which a month may be closed by default; state "closeAfter".',
  OffsetOutOfRange: a => `The UTC offset of ${a.utcOffsetMinutes} minutes lies outside -14:00 to +14:00; correct it.`,
  MeterIncomplete: a =>
    `Clause ${a.clause} needs a meter, a price and the quantity it buys together; state all three or none.`,
  NothingDue: a => `Monthly clause ${a.clause} has neither an amount nor a price, so nothing is ever due; state one.`,
  NoSuchContinuation: a =>
    `Clause ${a.clause} continues clause number ${a.continues} of the amended version, which does not exist or is continued twice.`,
  RegisterEmpty: a => `Register ${a.register} has no receivers or no shares; fill it or leave it out.`,
  QuorumUnknown: a => `No quorum has the id ${a.quorum}; create it first or name another.`,
  BusinessMissing: () => 'The terms name no business whose records count; name it.',
  RootMismatch: () => 'A first version names neither root nor previous, an amendment names both; correct the terms.',
}
