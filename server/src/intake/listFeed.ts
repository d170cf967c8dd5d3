import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Address, Hex } from 'viem'
import type { Sql } from '../database/connect.ts'

export type FeedView = { business: Hex; publicKey: string; agreements: Hex[]; seq: number }

type IsMember = (attestor: Address, quorum: Hex) => Promise<boolean>

/** The agreements of a business (of all businesses) whose terms make the attestor one of those that must confirm. */
async function listReadable(sql: Sql, attestor: Address, isMember: IsMember, business?: Hex) {
  const agreements = await sql<{ root: Hex; business: Hex; quorum: Hex }[]>`
    select root, business, quorum from agreements ${business ? sql`where business = ${business}` : sql``}
    order by attached_at, root`
  const quorums = new Map<Hex, boolean>()
  for (const { quorum } of agreements) if (!quorums.has(quorum)) quorums.set(quorum, await isMember(attestor, quorum))
  return agreements.filter(({ quorum }) => quorums.get(quorum))
}

/** What an attestor has to read: the businesses whose agreements trust its quorum, and how far each has got. */
export async function listFeeds(sql: Sql, attestor: Address, isMember: IsMember): Promise<FeedView[]> {
  const readable = await listReadable(sql, attestor, isMember)
  const ids = [...new Set(readable.map(agreement => agreement.business))]
  const businesses = await sql<{ id: Hex; publicKey: string; seq: number }[]>`
    select id, public_key as "publicKey", next_seq - 1 as seq from businesses where id = any(${ids}) order by created_at, id`
  return businesses.map(({ id, publicKey, seq }) => {
    const agreements = readable.filter(agreement => agreement.business === id).map(agreement => agreement.root)
    return { business: id, publicKey, agreements, seq }
  })
}

export type ListFeedParameters = { business: Hex; attestor: Address; after: number; limit: number }

/**
 * Signed rows after a sequence number, in order and without gaps, whichever agreement they are for; undefined when the
 * attestor confirms nothing for this business.
 */
export async function listFeed(
  sql: Sql,
  isMember: IsMember,
  { business, attestor, after, limit }: ListFeedParameters,
): Promise<FeedRow[] | undefined> {
  const readable = await listReadable(sql, attestor, isMember, business)
  if (readable.length === 0) return undefined
  return sql<FeedRow[]>`
    select r.seq, r.business, r.agreement, r.kind, r.id, r.round, r.date, r.recorded_at as "recordedAt",
      r.booked_at as "bookedAt", r.data, b.public_key as "publicKey", r.signature
    from rows r join businesses b on b.id = r.business
    where r.business = ${business} and r.seq > ${after}
    order by r.seq limit ${limit}`
}
