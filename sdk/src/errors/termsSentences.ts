import { clauseText, ordinalText, percentText, timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why terms are refused: the same words in the sdk's validation and in the contract. */
export const termsSentences: Sentences = {
  AssetChanged: a => `The amendment shares the units ${a.given}, but the agreement shares ${a.expected}; keep them.`,
  AssetRestricted: a => `The asset ${a.id} is restricted: its issuer could stop payments; name an unrestricted asset.`,
  AssetUnknown: a => `Nobody stands behind the asset ${a.id}; name an existing currency unit or token.`,
  ContinuedTwice: a =>
    `Clause ${clauseText(a.clause)} continues number ${a.continues} of the amended version, as another does; only one can.`,
  DeadlinePassed: a =>
    `The deadline was ${timeText(a.deadline)} and has passed; state a later one, or act under new terms.`,
  LastClauseNotResidual: () =>
    'The last clause does not take everything that is left; end with one of 100 % without limit and lock.',
  LockWithoutDeadline: a =>
    `Clause ${clauseText(a.clause)} waits for a fact without a deadline; state until when it waits.`,
  LockWithoutDefault: a =>
    `Clause ${clauseText(a.clause)} does not say who gets its money if the fact never comes; state "otherwise".`,
  MonthlyWithoutPeriod: () =>
    'There are monthly clauses but no accounting period; state the period or remove the clauses.',
  NoParties: () => 'The terms list no parties; list everyone who signs.',
  NoSuchContinuation: a =>
    `Clause ${clauseText(a.clause)} continues number ${a.continues} of the amended version, which does not exist; correct it.`,
  NoSuchParty: a =>
    `Clause ${clauseText(a.clause)} names receiver number ${ordinalText(a.party)}, but there is none; name a listed one.`,
  NothingToShare: a => `The shares of clause ${clauseText(a.clause)} add up to nothing; list at least one receiver.`,
  OffsetOutOfRange: a => `The UTC offset of ${a.utcOffsetMinutes} minutes lies outside -14:00 to +14:00; correct it.`,
  PartyNotAllowed: a =>
    `${a.account} cannot be a party: it could never sign or withdraw; name an account somebody holds.`,
  PartyTwice: a => `The account ${a.account} is listed as two parties; each account signs once, so join them.`,
  PeriodWithoutDeadline: () =>
    'The accounting period does not say after how long anyone may close a month by default; state "closeAfter".',
  PriceWithoutQuantity: a =>
    `Clause ${clauseText(a.clause)} has a price or a meter, but not the quantity that the price buys; state both.`,
  RateAboveOne: a => `Clause ${clauseText(a.clause)} takes ${percentText(a.rateBps)}; a rate is at most 100 %.`,
  RegisterEmpty: a => `Register ${ordinalText(a.register)} has no receivers or no shares; fill it or leave it out.`,
  ShareEmpty: a =>
    `Clause ${clauseText(a.clause)} gives receiver ${ordinalText(a.party)} a share of zero; give more or leave it out.`,
  SharePartyTwice: a =>
    `Clause ${clauseText(a.clause)} lists receiver ${ordinalText(a.party)} twice; join the two shares into one.`,
  SharesDoNotSum: a =>
    `The shares of clause ${clauseText(a.clause)} add up to ${a.given} instead of ${a.expected}; change them so that they add up exactly.`,
  TooManyClauses: a => `The terms have ${a.given} clauses, but at most ${a.limit} are possible; join some of them.`,
  TooManyParties: a =>
    `The terms list ${a.given} parties, but at most ${a.limit} are written out; put the others into a register.`,
  TooManyRegisters: a => `The terms have ${a.given} registers, but at most ${a.limit} are possible; join some of them.`,
}
