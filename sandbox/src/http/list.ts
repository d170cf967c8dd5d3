import type { Kind, Stored } from '../store/objects.ts'
import type { Scope } from '../world.ts'
import { missing } from './error.ts'
import type { Page, Range } from './params.ts'

/** What a query is narrowed by: fields of the body and their value, or one of their values. */
export type Filters = Record<string, string | string[] | undefined>

export type ListOf<Item> = { object: 'list'; data: Item[]; has_more: boolean; url: string }

type Row = { seq: number }

/** One page of what `query` finds between two rows, newest first, as Stripe pages. */
export async function paginate<Item extends Row>(
  { limit = 10, starting_after: after, ending_before: before }: Page,
  seqOf: (id: string) => Promise<number | undefined>,
  query: (bounds: { below?: number; above?: number; limit: number; ascending: boolean }) => Promise<Item[]>,
): Promise<{ rows: Item[]; has_more: boolean }> {
  const below = after === undefined ? undefined : await seqOf(after)
  const above = before === undefined ? undefined : await seqOf(before)
  if (after !== undefined && below === undefined) throw missing('object', after, 'starting_after')
  if (before !== undefined && above === undefined) throw missing('object', before, 'ending_before')
  const ascending = above !== undefined && below === undefined
  const bounds = { ...(below === undefined ? {} : { below }), ...(above === undefined ? {} : { above }) }
  const rows = await query({ ...bounds, limit: limit + 1, ascending })
  const page = rows.slice(0, limit)
  return { rows: ascending ? page.reverse() : page, has_more: rows.length > limit }
}

/** Conditions on a column of Unix seconds. */
export function within({ tx }: Scope, column: ReturnType<Scope['tx']>, created: Range | undefined) {
  const { gt, gte, lt, lte } = created ?? {}
  return tx`
    ${gt === undefined ? tx`` : tx`and ${column} > ${gt}`}
    ${gte === undefined ? tx`` : tx`and ${column} >= ${gte}`}
    ${lt === undefined ? tx`` : tx`and ${column} < ${lt}`}
    ${lte === undefined ? tx`` : tx`and ${column} <= ${lte}`}`
}

/** One page of this account's objects of a kind. */
export async function listObjects<K extends Kind>(
  scope: Scope,
  kind: K,
  page: Page,
  filters: Filters = {},
  ranges: Record<string, Range | undefined> = {},
): Promise<{ rows: Stored<K>[]; has_more: boolean }> {
  const { tx, account } = scope
  const narrowed = Object.entries(filters).flatMap(([field, value]) =>
    value === undefined ? [] : [tx`and body ->> ${field} in ${tx([value].flat())}`],
  )
  const between = Object.entries(ranges).map(([field, range]) => within(scope, tx`(body ->> ${field})::bigint`, range))
  return paginate(
    page,
    async id => (await tx<Row[]>`select seq from objects where id = ${id} and account = ${account}`)[0]?.seq,
    async ({ below, above, limit, ascending }) => {
      const rows = await tx`
        select seq, platform, account, kind, body, hidden from objects
        where kind = ${kind} and account = ${account} and id <> account ${[...narrowed, ...between].reduce((all, one) => tx`${all} ${one}`, tx``)}
          ${within(scope, tx`created`, page.created)}
          ${below === undefined ? tx`` : tx`and seq < ${below}`}
          ${above === undefined ? tx`` : tx`and seq > ${above}`}
        order by seq ${ascending ? tx`asc` : tx`desc`} limit ${limit}`
      return rows as unknown as Stored<K>[]
    },
  )
}
