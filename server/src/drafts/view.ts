import { standingOf } from '@concordat/sdk/drafts/amends.ts'
import type {
  ConfirmationView,
  DraftState,
  DraftSummary,
  DraftView,
  ObjectionView,
  WaitingView,
} from '@concordat/sdk/drafts/views.ts'
import { shortText } from '@concordat/sdk/errors/evidence.ts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Context } from '../context.ts'
import { isInForce, signersInForce } from './amending/standing.ts'
import { problemsOf } from './check.ts'
import { fateOf, readAgreement } from './fate.ts'
import { nowSeconds } from './record.ts'
import { type DraftRow, draftColumns, listSeats, type SeatRow, seatOf } from './store.ts'

type InvitationRow = { seat: string; account: Address | null; at: number; expiresAt: number }

/** A draft as one of its participants sees it; throws DraftUnknown for anybody else. */
export async function viewDraft(context: Context, id: Hex, account: Address): Promise<DraftView> {
  const { sql, rooms } = context
  const own = await seatOf(sql, id, account)
  await rooms.settle(id)
  const [draft] = await sql<DraftRow[]>`select ${draftColumns(sql)} from drafts d where d.id = ${id}`
  if (!draft) throw new Error(`The draft ${id} has a seat and no row.`)
  const { amends } = draft
  const [rows, problems, agreement] = await Promise.all([
    listSeats(sql, id),
    problemsOf(sql, context, draft),
    readAgreement(context, draft),
  ])
  const fate = await fateOf(context, draft, agreement)
  const standing = amends && standingOf(amends, agreement)
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
  const before = amends ? signersInForce(amends) : []
  const inForceOf = ({ account }: SeatRow) => before.find(party => account && isAddressEqual(party.account, account))
  const places = [
    ...draft.parties.map(({ id, name, role }) => ({ id, name, role, leaves: false })),
    ...gone.map(row => {
      const party = inForceOf(row)
      return { id: row.id, name: nameGone(row, draft), role: party?.role ?? '', leaves: party !== undefined }
    }),
  ]
  const seats = places.map(place => {
    const seat = rows.find(row => row.id === place.id)
    const invitation = invitations.findLast(({ seat }) => seat === place.id)
    const taken = seat?.account ?? null
    return {
      ...{ id: place.id, party: place.name, role: place.role, account: taken, leaves: place.leaves },
      invited: taken ? null : (invitation?.account ?? null),
      invitedAt: taken ? null : (invitation?.at ?? null),
      joinedAt: taken ? (seat?.joinedAt ?? null) : null,
      confirmedAt: confirmed.find(row => row.account === taken)?.at ?? null,
      online: taken !== null && online.has(taken),
    }
  })
  const nameOf = (given: Address) => seats.find(seat => seat.account === given)?.party ?? ''
  const waitingFor = waiting(fate.state, seats, problems.length > 0, fate.unsigned, draft)

  return {
    id,
    title: draft.terms.title ?? '',
    state: fate.state,
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
    amends: amends && standing && { ...amends, standing },
    restarts: draft.restarts,
    ended: fate.ended,
  }
}

/** A seat without a party in the terms, told from a party of the same name by its account. */
function nameGone({ party, account }: SeatRow, { parties }: DraftRow): string {
  const isTaken = parties.some(({ name }) => name === party)
  return isTaken && account ? `${party} (${shortText(account)})` : party
}

/** Who is holding the draft up. */
function waiting(
  state: DraftState,
  seats: DraftView['seats'],
  hasProblems: boolean,
  unsigned: Address[] | null,
  { terms, amends }: DraftRow,
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
  const mayPropose = taken.filter(({ account }) => !amends || (account && isInForce(amends, account)))
  if (missing.length === 0) return mayPropose.map(seat => open(seat, 'proposal'))
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
      const amends = view.amends && { root: view.amends.root, digest: view.amends.digest }
      return { id, title, state, drafter, you, parties, createdAt, changedAt, proposed, waitingFor, amends }
    }),
  )
}
