import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'

type Row = { id: Hex; account: Address; sequence: number }

/** Has the open pages of a draft's participants read it again. */
export async function tellParticipants({ sql, hub }: Pick<Context, 'sql' | 'hub'>, draft: Hex): Promise<void> {
  const rows = await sql<Row[]>`
    select d.id, s.account, d.last_sequence as sequence from draft_seats s join drafts d on d.id = s.draft
    where s.draft = ${draft} and s.account is not null`
  publish(hub, rows)
}

/** The same for everyone who shares a draft with the account. */
export async function tellCompany({ sql, hub }: Pick<Context, 'sql' | 'hub'>, account: Address): Promise<void> {
  const rows = await sql<Row[]>`
    select distinct on (s.account) d.id, s.account, d.last_sequence as sequence
    from draft_seats own join draft_seats s on s.draft = own.draft join drafts d on d.id = s.draft
    where own.account = ${account} and s.account is not null`
  publish(hub, rows)
}

function publish(hub: Context['hub'], rows: readonly Row[]): void {
  for (const { id, account, sequence } of rows) hub.publish({ event: 'draft', account, data: { id, sequence } })
}
