// What the server answers about sessions and drafts, shared by every reader. Times are Unix seconds by the server's clock, ids
// and hashes are 0x-prefixed hex in lower case, addresses are checksummed.

import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { AmendsSummary, AmendsView, EndView } from './amendsViews.ts'

const hex = z.custom<Hex>(value => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value))
const address = z.custom<Address>(value => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const time = z.number()

/** `GET /api/sessions/nonce`: to be signed within the time, which the message states by the server's clock. */
export const NonceView = z.object({ nonce: z.string(), issuedAt: time, expiresAt: time })
export type NonceView = z.infer<typeof NonceView>

/** `POST /api/sessions`, `GET /api/sessions/me`. */
export const SessionView = z.object({ address, expiresAt: time })
export type SessionView = z.infer<typeof SessionView>

/**
 * Where a draft stands: `effective` and `declined` as soon as the chain says so; `lapsed` when its terms can no longer take effect,
 * because the time to sign is over or the terms they change are no longer in force.
 */
export const DraftState = z.enum(['negotiating', 'proposed', 'effective', 'withdrawn', 'declined', 'lapsed'])
export type DraftState = z.infer<typeof DraftState>

/** One per party of the terms. */
export const SeatView = z.object({
  /** Stays when the party is renamed. */
  id: z.string(),
  /** The party's name; routes take it or the id. */
  party: z.string(),
  role: z.string(),
  /** Who took the seat. */
  account: address.nullable(),
  /** Whom the open invitation is for; null where anyone with the link may accept. */
  invited: address.nullable(),
  invitedAt: time.nullable(),
  joinedAt: time.nullable(),
  confirmedAt: time.nullable(),
  /** Whether the new version leaves this party of the terms in force out: it confirms and signs all the same. */
  leaves: z.boolean(),
  /** Whether a page of this participant is open now. */
  online: z.boolean(),
})
export type SeatView = z.infer<typeof SeatView>

/** Somebody the draft waits for, and with what. */
export const WaitingView = z.object({
  party: z.string(),
  account: address.nullable(),
  /** The seat has to be offered, taken; the terms completed, confirmed, proposed; the agreement signed. */
  for: z.enum(['invitation', 'acceptance', 'completion', 'confirmation', 'proposal', 'signature']),
})
export type WaitingView = z.infer<typeof WaitingView>

/** One line of `GET /api/drafts`. */
export const DraftSummary = z.object({
  id: hex,
  title: z.string(),
  state: DraftState,
  /** Who started it, and alone may remove others and withdraw it. */
  drafter: address,
  /** The reader's own party. */
  you: z.string(),
  parties: z.array(z.object({ party: z.string(), account: address.nullable() })),
  createdAt: time,
  changedAt: time,
  /** Digest of the proposed terms. */
  proposed: hex.nullable(),
  /** Set when the draft changes an agreement. */
  amends: AmendsSummary.nullable(),
  /** Who is holding it up; nobody once it is effective or withdrawn. */
  waitingFor: z.array(WaitingView),
})
export type DraftSummary = z.infer<typeof DraftSummary>

/** A confirmation that counts: of the terms as they are now. */
export const ConfirmationView = z.object({
  party: z.string(),
  account: address,
  snapshot: hex,
  journal: hex,
  signature: hex,
  at: time,
})
export type ConfirmationView = z.infer<typeof ConfirmationView>

export const ObjectionView = z.object({
  party: z.string(),
  account: address,
  text: z.string(),
  /** The terms it was raised against. */
  snapshot: hex,
  at: time,
  /** Until whoever raised it confirms. */
  open: z.boolean(),
})
export type ObjectionView = z.infer<typeof ObjectionView>

/** One thing that is missing or contradicts something else, and where. */
export const ProblemView = z.object({
  path: z.string(),
  code: z.string(),
  args: z.record(z.string(), z.unknown()),
  message: z.string(),
})
export type ProblemView = z.infer<typeof ProblemView>

/** `GET /api/drafts/{id}`, and the answer of every route that changes a draft. */
export const DraftView = DraftSummary.extend({
  seats: z.array(SeatView),
  confirmations: z.array(ConfirmationView),
  objections: z.array(ObjectionView),
  /** Hash of the terms as they are now. */
  snapshot: hex,
  /** Hash of the journal entry that last changed the terms: what is confirmed, and what the prose is signed with. */
  journalHead: hex,
  /** Hash of the last entry of all. */
  journalEnd: hex,
  journalLength: z.number(),
  problems: z.array(ProblemView),
  /** The proposed terms, `abi.encode(Agreement)`. */
  proposal: z.object({ digest: hex, terms: hex, at: time }).nullable(),
  withdrawn: z.object({ account: address, reason: z.string(), at: time }).nullable(),
  amends: AmendsView.nullable(),
  /** The draft whose text it began with. */
  restarts: hex.nullable(),
  /** Set once proposed terms can no longer take effect. */
  ended: EndView.nullable(),
})
export type DraftView = z.infer<typeof DraftView>

/** `POST /api/drafts/{id}/invitations`. The token is shown once. */
export const InvitationLink = z.object({ token: z.string(), url: z.string(), expiresAt: time })
export type InvitationLink = z.infer<typeof InvitationLink>

/** `GET /api/invitations/{token}`: who invites to what. */
export const InvitationView = z.object({
  draft: hex,
  title: z.string(),
  party: z.string(),
  role: z.string(),
  invitedBy: z.object({ party: z.string(), account: address }),
  /** The only account that may accept, where one was named. */
  account: address.nullable(),
  expiresAt: time,
})
export type InvitationView = z.infer<typeof InvitationView>

export const journalKinds = [
  ...(['created', 'edited', 'invited', 'joined', 'removed', 'replaced', 'confirmed', 'unconfirmed'] as const),
  ...(['objected', 'commented', 'suggested', 'accepted', 'rejected', 'proposed', 'withdrawn'] as const),
] as const

/** What happened to a draft. */
export type JournalKind = (typeof journalKinds)[number]

/**
 * One change of the terms. `before` is null where something was added, `after` where it was removed; both of a list's item
 * (`clauses[2]`) insert or take it out there. `prose[120]` replaces `before` by `after` at that position of the text.
 */
export const Change = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })
export type Change = { path: string; before: unknown; after: unknown }

/** One entry of the journal; its hash is that of its canonical JSON. */
export const JournalEntry = z.object({
  sequence: z.int().min(0),
  /** Hash of the entry before it, zero for the first. */
  previous: hex,
  at: time,
  author: address,
  kind: z.enum(journalKinds),
  /** Hash of the terms after the entry. */
  snapshot: hex,
  changes: z.array(Change),
  args: z.record(z.string(), z.unknown()),
})
export type JournalEntry = Omit<z.infer<typeof JournalEntry>, 'changes'> & { changes: Change[] }

/** `GET /api/drafts/{id}/journal`: everything needed to check it without the server. */
export const JournalView = z.object({ draft: hex, chainId: z.number(), entries: z.array(JournalEntry) })
export type JournalView = { draft: Hex; chainId: number; entries: JournalEntry[] }

/** What the server tells everyone in a room (a stateless message, as JSON) when the draft's view has changed. */
export type RoomNotice = { event: 'changed'; sequence: number } | { event: 'refused'; code: string; message: string }
