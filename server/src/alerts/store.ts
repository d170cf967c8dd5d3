import type { AlertsView } from '@concordat/sdk/views.ts'
import type { Address } from 'viem'
import type { Sql } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'
import { type AlertRow, alertColumns, viewAlert } from './raise.ts'

type Wanted = { unread?: boolean | undefined; before?: number | undefined; limit: number }

/** What an account was told, newest first. */
export async function listAlerts(sql: Sql, account: Address, { unread, before, limit }: Wanted): Promise<AlertsView> {
  const rows = await sql<AlertRow[]>`
    select ${alertColumns(sql)} from alerts
    where account = ${account}
      ${unread ? sql`and read_at is null` : sql``}
      ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${limit + 1}`
  const [counted] = await sql<{ unread: number }[]>`
    select count(*)::int as unread from alerts where account = ${account} and read_at is null`
  const alerts = rows.slice(0, limit).map(viewAlert)
  return {
    alerts,
    unread: counted?.unread ?? 0,
    next: rows.length > limit ? (alerts.at(-1)?.id ?? null) : null,
  }
}

/** Marks alerts as read, which all of the account's devices hear. */
export async function markRead(sql: Sql, hub: Hub, account: Address, ids: number[] | 'all'): Promise<void> {
  const read = await sql<{ id: number }[]>`
    update alerts set read_at = now()
    where account = ${account} and read_at is null ${ids === 'all' ? sql`` : sql`and id = any(${ids}::bigint[])`}
    returning id`
  if (read.length > 0) hub.publish({ event: 'alertsRead', account, data: { ids: read.map(({ id }) => id) } })
}
