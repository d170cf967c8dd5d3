import type {
  ConfirmationView,
  DraftState,
  DraftSummary,
  DraftView,
  ObjectionView,
  WaitingView,
} from '@concordat/sdk/drafts/views.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { problemsOf } from './check.ts'
import { nowSeconds } from './record.ts'
import { type DraftRow, draftColumns, listSeats, seatOf } from './store.ts'

type InvitationRow = { seat: string; account: Address | null; at: number; expiresAt: number }

/** What the chain says of a proposed agreement: the draft's state, and who has not signed. */
async function agreementOf({ indexer }: Context, { state, proposal }: DraftRow) {
  if (state !== 'proposed' || !proposal) return { state, unsigned: null }
  // Without the indexer the draft is what was last known of it.
  const view = await indexer.getAgreement(proposal.digest).catch(() => null)
  const now: DraftState =
    !view || view.status === 'proposed' ? 'proposed' : view.status === 'declined' ? 'withdrawn' : 'effective'
  const unsigned = view?.parties.filter(({ signed }) => !signed).map(({ account }) => account) ?? null
  return { state: now, unsigned }
}

/** A draft as one of its participants sees it; throws DraftUnknown for anybody else. */
export async function viewDraft(context: Context, id: Hex, account: Address): Promise<DraftView> {
  const { sql, rooms } = context
  const own = await seatOf(sql, id, account)
  await rooms.settle(id)
  const [draft] = await sql<DraftRow[]>`select ${draftColumns(sql)} from drafts d where d.id = ${id}`
  if (!draft) throw new Error(`The draft ${id} has a seat and no row.`)
  const [rows, problems, agreement] = await Promise.all([
    listSeats(sql, id),
    problemsOf(sql, context, draft),
    agreementOf(context, draft),
  ])
  const invitations = await sql<InvitationRow[]>`
    select seat, account, created_at as at, expires_at as "expiresAt" from draft_invitations
    where draft = ${id} and not closed and expires_at > ${nowSeconds()} order by created_at`
  const confirmed = await sql<Omit<ConfirmationView, 'party'>[]>`
    select account, snapshot, journal, signature, at from draft_confirmations where draft = ${id}`
  const objections = await sql<ObjectionView[]>`
    select party, account, text, snapshot, at, open from draft_objections where draft = ${id} order by id`

  const online = rooms.online(id)
  // A seat whose party was taken out of the terms stays visible as long as somebody has it.
  const gone = rows.filter(row => row.account && !draft.parties.some(party => party.id === row.id))
  const places = [...draft.parties, ...gone.map(row => ({ id: row.id, name: row.party, role: '', account: null }))]
  const seats = places.map(place => {
    const seat = rows.find(row => row.id === place.id)
    const invitation = invitations.findLast(({ seat }) => seat === place.id)
    const taken = seat?.account ?? null
    return {
      ...{ id: place.id, party: place.name, role: place.role, account: taken },
      invited: taken ? null : (invitation?.account ?? null),
      invitedAt: taken ? null : (invitation?.at ?? null),
      joinedAt: taken ? (seat?.joinedAt ?? null) : null,
      confirmedAt: confirmed.find(row => row.account === taken)?.at ?? null,
      online: taken !== null && online.has(taken),
    }
  })
  const nameOf = (given: Address) => seats.find(seat => seat.account === given)?.party ?? ''
  const waitingFor = waiting(agreement.state, seats, problems.length > 0, agreement.unsigned, draft)

  return {
    id,
    title: draft.terms.title ?? '',
    state: agreement.state,
    drafter: draft.drafter,
    you: nameOf(account) || own.party,
    parties: seats.map(({ party, account: taken }) => ({ party, account: taken })),
    createdAt: draft.createdAt,
    changedAt: draft.changedAt,
    proposed: draft.proposal?.digest ?? null,
    waitingFor,
    seats,
    confirmations: seats.flatMap(({ party, account: taken }) =>
      confirmed.filter(row => row.account === taken).map(row => ({ party, ...row })),
    ),
    objections: [...objections],
    snapshot: draft.snapshot,
    journalHead: draft.head,
    journalEnd: draft.lastHash,
    journalLength: draft.lastSequence + 1,
    problems: draft.state === 'negotiating' ? problems : [],
    proposal: draft.proposal,
    withdrawn: draft.withdrawn,
  }
}

/** Who is holding the draft up. */
function waiting(
  state: DraftState,
  seats: DraftView['seats'],
  hasProblems: boolean,
  unsigned: Address[] | null,
  { terms }: DraftRow,
): WaitingView[] {
  const open = (seat: DraftView['seats'][number], what: WaitingView['for']) => ({
    ...{ party: seat.party, account: seat.account, for: what },
  })
  if (state === 'proposed') {
    return seats
      .filter(({ account }) => account && (unsigned?.includes(account) ?? true))
      .map(seat => open(seat, 'signature'))
  }
  if (state !== 'negotiating') return []
  const empty = seats.filter(({ account }) => !account)
  const offered = empty.map(seat => open(seat, seat.invitedAt === null ? 'invitation' : 'acceptance'))
  const taken = seats.filter(({ account }) => account)
  if (offered.length > 0) return offered
  if (hasProblems) return taken.map(seat => open(seat, 'completion'))
  const missing = taken.filter(({ confirmedAt }) => confirmedAt === null)
  if (missing.length === 0) return taken.map(seat => open(seat, 'proposal'))
  return (terms.ordered === true ? missing.slice(0, 1) : missing).map(seat => open(seat, 'confirmation'))
}

/** Every draft the account takes part in, the last changed first. */
export async function listDrafts(context: Context, account: Address): Promise<DraftSummary[]> {
  const { sql } = context
  const rows = await sql<{ id: Hex }[]>`
    select d.id from draft_seats s join drafts d on d.id = s.draft where s.account = ${account}
    order by d.changed_at desc, d.id limit 200`
  return Promise.all(
    rows.map(async ({ id }) => {
      const view = await viewDraft(context, id, account)
      const { title, state, drafter, you, parties, createdAt, changedAt, proposed, waitingFor } = view
      return { id, title, state, drafter, you, parties, createdAt, changedAt, proposed, waitingFor }
    }),
  )
}
