import type { Sql, Transaction } from '../database/connect.ts'
import type { Scope } from '../world.ts'

export type HappeningKind = 'request' | 'event' | 'delivery' | 'control'

export type Happening = {
  seq: number
  at: number
  kind: HappeningKind
  account: string | null
  subject: string | null
  title: string
  details: Record<string, unknown>
}

/** Writes down what happened, for people. */
export async function record(sql: Sql | Transaction, happening: Omit<Happening, 'seq'>): Promise<void> {
  const details = sql.json(happening.details as never)
  await sql`insert into history ${sql({ ...happening, details })}`
}

export type ListHistoryParameters = {
  /** Text that the row has to hold, anywhere. */
  search?: string | undefined
  kind?: HappeningKind | undefined
  /** Only what happened before this row. */
  before?: number | undefined
  limit: number
}

/** What happened, newest first. */
export async function listHistory(
  { tx }: Pick<Scope, 'tx'>,
  { search, kind, before, limit }: ListHistoryParameters,
): Promise<Happening[]> {
  const pattern = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await tx<Happening[]>`
    select seq, at, kind, account, subject, title, details from history
    where true
      ${search ? tx`and concat_ws(' ', kind, account, subject, title, details::text) ilike ${pattern}` : tx``}
      ${kind ? tx`and kind = ${kind}` : tx``}
      ${before ? tx`and seq < ${before}` : tx``}
    order by seq desc limit ${limit}`
  return [...rows]
}
