import type { RowView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'

export const sortable = {
  seq: 'seq',
  date: 'date',
  bookedAt: 'booked_at',
  amount: 'amount',
  id: 'id',
  kind: 'kind',
} as const

export type ListRowsParameters = {
  business: Hex
  kind?: 'progress' | 'bills' | undefined
  /** Text to look for in ids and data, upper and lower case alike. */
  search?: string | undefined
  sort: keyof typeof sortable
  descending: boolean
  /** The `seq` of the last row already read; 0 begins. */
  after: number
  limit: number
}

const kinds = { progress: ['meter', 'milestone', 'close'], bills: ['payment', 'refund', 'dispute'] }

type Stored = Omit<RowView, 'data'> & { data: Record<string, unknown> }

/** A page of a business's rows, and how many there are in all pages. */
export async function listRows(sql: Sql, parameters: ListRowsParameters): Promise<{ rows: RowView[]; total: number }> {
  const { business, kind, search, sort, descending, after, limit } = parameters
  const column = sql(sortable[sort])
  // Progress has no amount: it sorts as zero.
  const value = sort === 'amount' ? sql`coalesce(amount, 0)` : column
  const ofKind = kind ? sql`and kind = any(${kinds[kind]})` : sql``
  const pattern = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const found = search ? sql`and (id ilike ${pattern} or data::text ilike ${pattern} or date ilike ${pattern})` : sql``
  const last = sql`select ${value}, seq from rows where business = ${business} and seq = ${after}`
  const beyond = after === 0 ? sql`` : sql`and (${value}, seq) ${descending ? sql`<` : sql`>`} (${last})`
  const direction = descending ? sql`desc` : sql`asc`
  const stored = await sql<Stored[]>`
    select seq, kind, id, round, date, recorded_at as "recordedAt", booked_at as "bookedAt", data from rows
    where business = ${business} ${ofKind} ${found} ${beyond}
    order by ${value} ${direction}, seq ${direction} limit ${limit}`
  const [count] = await sql<{ total: number }[]>`
    select count(*) as total from rows where business = ${business} ${ofKind} ${found}`
  return { rows: stored.map(row => ({ ...row, data: readable(row.data) })), total: count?.total ?? 0 }
}

/** Data as text for people; what is nested, like the quantities of a close, as JSON. */
function readable(data: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  )
}
