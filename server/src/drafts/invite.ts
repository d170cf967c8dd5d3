import { createHash, randomBytes } from 'node:crypto'
import { draftLimits, termsOf } from '@concordat/sdk/drafts/document.ts'
import type { InvitationLink, InvitationView } from '@concordat/sdk/drafts/views.ts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import * as Y from 'yjs'
import { raise } from '../alerts/raise.ts'
import type { Context } from '../context.ts'
import type { Sql, Transaction } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'
import { nowSeconds, record } from './record.ts'
import {
  type DraftRow,
  draftColumns,
  listSeats,
  mustNegotiate,
  participantsOf,
  partyOf,
  type SeatRow,
  seatOf,
} from './store.ts'

/** How long an invitation is open, in seconds. */
const stays = 14 * 86_400

const hashOf = (token: string) => createHash('sha256').update(token).digest()

type Given = { id: Hex; account: Address }

/** Offers a seat that nobody has, to one account or to whoever has the link; earlier offers of the seat lapse. */
export function invite(
  { rooms }: Context,
  { id, account, party: given, invited, host }: Given & { party: string; invited: Address | null; host: string },
): Promise<InvitationLink> {
  return rooms.run(id, async (tx, draft, hub) => {
    const own = await seatOf(tx, id, account)
    mustNegotiate(draft)
    const party = partyOf(draft, given)
    const seats = await listSeats(tx, id)
    if (seats.some(seat => seat.id === party.id && seat.account)) throw refuse(409, 'SeatTaken', { party: party.name })
    const isListed = ({ id: seat }: SeatRow) => draft.parties.some(({ id: listed }) => listed === seat)
    const taken = invited && seats.find(seat => seat.account && isAddressEqual(seat.account, invited) && isListed(seat))
    if (taken) throw refuse(409, 'AlreadySeated', { party: taken.party })
    if (draft.parties.length > draftLimits.people) throw refuse(409, 'DraftFull', { limit: draftLimits.people })

    const token = randomBytes(24).toString('base64url')
    const at = nowSeconds()
    const expiresAt = at + stays
    await tx`update draft_invitations set closed = true where draft = ${id} and seat = ${party.id} and not closed`
    await tx`insert into draft_invitations ${tx({
      ...{ token: hashOf(token), draft: id, seat: party.id, account: invited, invited_by: account },
      ...{ created_at: at, expires_at: expiresAt },
    })}`
    const args = { party: party.name, ...(invited ? { account: invited } : {}) }
    const { lastHash } = await record(tx, hub, draft, [{ author: account, kind: 'invited', at, changes: [], args }])
    if (invited) {
      const alert = { accounts: [invited], subject: id, key: `draft:${id}:${lastHash}` }
      const told = { title: draft.terms.title, by: account, party: party.name, as: own.party, token }
      await raise(tx, hub, { ...alert, kind: 'draftInvited', args: told })
    }
    return { token, url: `${host}/invitations/${token}`, expiresAt }
  })
}

type InvitationRow = {
  draft: Hex
  seat: string
  account: Address | null
  invitedBy: Address
  expiresAt: number
  closed: boolean
}

async function findInvitation(sql: Sql | Transaction, token: string): Promise<InvitationRow> {
  const [row] = await sql<InvitationRow[]>`
    select draft, seat, account, invited_by as "invitedBy", expires_at as "expiresAt", closed
    from draft_invitations where token = ${hashOf(token)}`
  if (!row || row.closed) throw refuse(404, 'InvitationUnknown')
  if (row.expiresAt <= nowSeconds()) throw refuse(410, 'InvitationExpired', { expiredAt: row.expiresAt })
  return row
}

/** What an invitation is to; throws InvitationUnknown or InvitationExpired. */
export async function viewInvitation({ sql }: Context, token: string): Promise<InvitationView> {
  const { draft: id, seat, account, invitedBy, expiresAt } = await findInvitation(sql, token)
  const [draft] = await sql<DraftRow[]>`select ${draftColumns(sql)} from drafts d where d.id = ${id}`
  const party = draft?.parties.find(candidate => candidate.id === seat)
  // Its party was taken out of the terms, or the draft is over.
  if (!draft || !party || draft.state !== 'negotiating') throw refuse(404, 'InvitationUnknown')
  const host = (await listSeats(sql, id)).find(row => row.account === invitedBy)
  return {
    ...{ draft: id, title: draft.terms.title ?? '', party: party.name, role: party.role, account, expiresAt },
    invitedBy: { party: host?.party ?? '', account: invitedBy },
  }
}

/** Takes the seat an invitation offers: the account becomes part of the terms. */
export async function acceptInvitation({ sql, rooms }: Context, token: string, account: Address): Promise<Hex> {
  const { draft: id } = await findInvitation(sql, token)
  await rooms.edit<void>(id, async (tx, draft) => {
    const invitation = await findInvitation(tx, token)
    mustNegotiate(draft)
    const party = draft.parties.find(candidate => candidate.id === invitation.seat)
    if (!party) throw refuse(404, 'InvitationUnknown')
    if (invitation.account && !isAddressEqual(invitation.account, account)) {
      throw refuse(403, 'InvitationForAnother', { expected: invitation.account })
    }
    const seats = await listSeats(tx, id)
    const own = seats.find(seat => seat.account === account)
    // Whoever's party was taken out of the terms may take another's place.
    const isListed = own && draft.parties.some(({ id: listed }) => listed === own.id)
    if (isListed) throw refuse(409, 'AlreadySeated', { party: own.party })
    const before = seats.find(seat => seat.id === party.id)
    if (before?.account) throw refuse(409, 'SeatTaken', { party: party.name })

    const former = before?.former ?? null
    const args = { party: party.name, ...(former ? { former } : {}) }
    return {
      edit: {
        ...{ author: account, kind: former ? 'replaced' : 'joined', args },
        change: doc => setAccount(doc, party.id, account),
      },
      work: async (work, { lastAt }) => {
        await work`update draft_invitations set closed = true where token = ${hashOf(token)}`
        if (own) await work`delete from draft_seats where draft = ${id} and id = ${own.id}`
        const seat = { draft: id, id: party.id, party: party.name, account, joined_at: lastAt }
        await work`
          insert into draft_seats ${work(seat)}
          on conflict (draft, id) do update set party = excluded.party, account = excluded.account, joined_at = excluded.joined_at`
        rooms.setMembers(id, await participantsOf(work, id))
      },
    }
  })
  return id
}

/** Writes a party's account into the document, or takes it out. */
export function setAccount(doc: Y.Doc, party: string, account: Address | null): void {
  const parties = termsOf(doc).get('parties')
  if (!(parties instanceof Y.Array)) return
  for (const item of parties) {
    if (!(item instanceof Y.Map) || item.get('id') !== party) continue
    if (account) item.set('account', account)
    else item.delete('account')
    return
  }
}
