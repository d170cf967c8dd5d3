import { timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why something about a draft is refused, or is not complete. */
export const draftSentences: Sentences = {
  SignInNeeded: () => 'Sign in with your wallet first.',
  SignInRefused: () => 'The signed message is not one that signs in here; ask for a new one and sign it as it is.',
  NonceUnknown: () => 'This sign-in was used already or took too long; start again.',
  OriginForeign: () => 'This page is not from here, so it may not join a draft.',

  DraftUnknown: () => 'There is no such draft, or you take no part in it.',
  DraftClosed: a => `The draft is ${a.state} and can no longer be changed; start a new one.`,
  DraftIncomplete: a => {
    const problems = Array.isArray(a.problems) ? (a.problems as { path: string; message: string }[]) : []
    const lines = problems.map(problem => `${problem.path}: ${problem.message}`)
    return `The draft has ${problems.length} open point${problems.length === 1 ? '' : 's'}. ${lines.join(' ')}`.trim()
  },
  DraftTooLarge: a => `The draft would be larger than ${a.limit} bytes; shorten it or attach what is long.`,
  DraftFull: a => `A draft has at most ${a.limit} parties.`,
  NotTheDrafter: () => 'Only whoever started the draft may do that.',
  DrafterStays: () => 'Whoever started the draft cannot leave it; withdraw the draft instead.',

  SeatUnknown: a => `The draft has no party "${a.given}"; use a name from its terms.`,
  SeatTaken: a => `The seat of "${a.party}" is taken already; remove its account first.`,
  SeatEmpty: a => `Nobody has taken the seat of "${a.party}" yet; invite its account.`,
  SeatDiffers: a =>
    `The terms pay ${a.given} for "${a.party}", but ${a.expected} took its seat; write that account or replace it.`,
  AlreadySeated: a => `This account takes part already, as "${a.party}"; a seat needs an account of its own.`,
  InvitationUnknown: () => 'This invitation is unknown or no longer open; ask for a new one.',
  InvitationExpired: a => `This invitation was open until ${timeText(a.expiredAt)}; ask for a new one.`,
  InvitationForAnother: a => `This invitation is for ${a.expected}; sign in with that account.`,

  SnapshotUnknown: a => `The draft never had terms with the hash ${a.given}.`,
  SnapshotOutdated: () => 'The terms were changed meanwhile; read them again and confirm what they say now.',
  ConfirmationUnsigned: () => 'The signature is not this account’s for these terms; sign again.',
  ConfirmationTooEarly: a => `The parties confirm in their listed order; "${a.party}" comes before you.`,
  ConfirmationMissing: a =>
    `Not everybody has confirmed these terms: ${Array.isArray(a.parties) ? a.parties.join(', ') : a.parties}.`,
  ProposalDiffers: a => `The proposed terms are not those everybody confirmed (${a.field}); propose exactly those.`,
  AgreementOnChain: () => 'The terms are proposed on the chain already; decline the agreement there instead.',

  EndsBeforeSigning: a =>
    `The agreement ends on ${timeText(a.given)}, but may be signed until ${timeText(a.limit)}; correct one of them.`,
  FigureAgainstWords: a => `The figure ${a.figure} and the words "${a.words}" beside it differ; correct one of them.`,

  ChangeDoesNotFit: a => `The change of "${a.path}" does not fit what was there.`,
  JournalUnreadable: a => `Entry ${a.sequence} of the journal is not an entry.`,
  JournalGap: a => `Entry ${a.sequence} of the journal is missing or out of place.`,
  JournalAltered: a => `Entry ${a.sequence} of the journal is not what it was when the next one was written.`,
  JournalClock: a => `Entry ${a.sequence} of the journal claims a time before the entry ahead of it.`,
  JournalForeign: () => 'The journal is of another draft.',
  JournalChanges: a => `The changes of entry ${a.sequence} do not fit the terms before it.`,
  JournalTerms: a => `The changes of entry ${a.sequence} do not lead to the terms it names.`,
  JournalSignature: a => `The confirmation in entry ${a.sequence} is not signed by its author.`,
  JournalIncomplete: () => 'Entries at the end of the journal are missing or altered.',
}
