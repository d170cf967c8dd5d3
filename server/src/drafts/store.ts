import type { AmendsView } from '@concordat/sdk/drafts/amendsViews.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import type { Address, Hex } from 'viem'
import type { Sql, Transaction } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'

/** A party of the terms, whose id is its seat's. */
export type PartyRow = { id: string; name: string; role: string; account: string | null }

/** Which terms a draft changes. */
export type AmendsRow = Omit<AmendsView, 'standing'>

export type DraftRow = {
  id: Hex
  drafter: Address
  state: 'negotiating' | 'proposed' | 'withdrawn'
  terms: SplitsTermsFile
  parties: PartyRow[]
  snapshot: Hex
  head: Hex
  lastHash: Hex
  lastSequence: number
  lastAt: number
  createdAt: number
  changedAt: number
  proposal: { digest: Hex; terms: Hex; at: number } | null
  withdrawn: { account: Address; reason: string; at: number } | null
  amends: AmendsRow | null
  restarts: Hex | null
}

export type SeatRow = {
  id: string
  party: string
  account: Address | null
  joinedAt: number | null
  former: Address | null
}

export const draftColumns = (sql: Sql | Transaction) => sql`
  d.id, d.drafter, d.state, d.terms, d.parties, d.snapshot, d.head, d.last_hash as "lastHash",
  d.last_sequence as "lastSequence", d.last_at as "lastAt", d.created_at as "createdAt", d.changed_at as "changedAt",
  d.proposal, d.withdrawn, d.amends, d.restarts`

/** The draft, whoever asks; its row stays locked to the end of the transaction. */
export async function lockDraft(tx: Transaction, id: Hex): Promise<DraftRow> {
  const [row] = await tx<DraftRow[]>`select ${draftColumns(tx)} from drafts d where d.id = ${id} for update`
  if (!row) throw refuse(404, 'DraftUnknown')
  return row
}

/** Which of the draft's seats the account has; throws DraftUnknown for anybody who takes no part. */
export async function seatOf(sql: Sql | Transaction, draft: string, account: Address): Promise<SeatRow> {
  const [row] = await sql<SeatRow[]>`
    select id, party, account, joined_at as "joinedAt", former from draft_seats
    where draft = ${draft} and account = ${account}`
  if (!row) throw refuse(404, 'DraftUnknown')
  return row
}

export function listSeats(sql: Sql | Transaction, draft: Hex): Promise<SeatRow[]> {
  return sql<SeatRow[]>`
    select id, party, account, joined_at as "joinedAt", former from draft_seats where draft = ${draft} order by id`
}

/** Everyone who has a seat. */
export async function participantsOf(sql: Sql | Transaction, draft: Hex): Promise<Address[]> {
  const rows = await sql<{ account: Address }[]>`
    select account from draft_seats where draft = ${draft} and account is not null`
  return rows.map(({ account }) => account)
}

/** The party with this name or id; throws SeatUnknown. */
export function partyOf({ parties }: Pick<DraftRow, 'parties'>, given: string): PartyRow {
  const party = parties.find(({ id }) => id === given) ?? parties.find(({ name }) => name === given)
  if (!party) throw refuse(404, 'SeatUnknown', { given })
  return party
}

/** Throws DraftClosed unless the draft is still negotiated. */
export function mustNegotiate({ state }: Pick<DraftRow, 'state'>): void {
  if (state !== 'negotiating') throw refuse(409, 'DraftClosed', { state })
}
