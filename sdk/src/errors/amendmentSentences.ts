import { clauseText, shortText, timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why a change of an agreement's terms is refused, or is not what it says. */
export const amendmentSentences: Sentences = {
  NothingChanged: () => 'The terms say what those in force say already; change something, or leave them in force.',
  BusinessChanged: a =>
    `The terms name the business ${shortText(a.given)}, but the agreement shares the receipts of ${shortText(a.expected)}; keep it.`,
  QuorumChanged: a =>
    `The terms name the nodes ${shortText(a.given)}, but the shared units are issued on the word of ${shortText(a.expected)}; keep them.`,
  FirstMonthChanged: a => `The months go on from the first one, ${a.expected}, not from ${a.given}; keep it.`,
  MeterChanged: a =>
    `Clause ${clauseText(a.clause)} continues one of another meter, whose readings count from elsewhere; keep the meter, or let the clause begin anew.`,
  LockPassed: a =>
    `Clause ${clauseText(a.clause)} waits until ${timeText(a.deadline)}, which has passed; state a later time, or remove the wait.`,
  ContinuationUnclear: a =>
    `The terms in force have ${a.expected} clauses and these ${a.given}, and none says which it continues; state "continues" in each that goes on, for example "clause 1".`,

  AgreementNotAmendable: a =>
    a.status === 'proposed' || a.status === 'declined'
      ? 'The agreement is not in force: there are no terms to change yet.'
      : `The agreement is ${a.status}: its terms can no longer be changed.`,
  AmendmentOvertaken: () =>
    'Another change took effect meanwhile, and this one is of terms no longer in force; start again from those that are.',
  AmendmentAmbiguous: a =>
    `Several changes wait for signatures: ${Array.isArray(a.digests) ? a.digests.join(', ') : a.digests}; name one.`,
  TermsNotEditable: () =>
    'The terms in force hold something that no draft can write down; make the change with a program instead.',
  LeaverStays: a =>
    `"${a.party}" is a party of the terms in force, so its signature is needed; it keeps a seat until the change is decided.`,
  ProposerOutside: () =>
    'Only a party of the terms in force can propose the change: readers take no notice of anybody else’s.',
  DraftNotOver: () => 'The draft still goes on; withdraw it before its text is used for another.',
}
