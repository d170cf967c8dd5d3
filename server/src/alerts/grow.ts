import type { Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'
import type { GrowingAlert } from './chain/describeMoney.ts'
import { type AlertRow, alertColumns, viewAlert } from './raise.ts'

/**
 * Adds parts to alerts that sum up a day, each part once. One that was read is unread again when its sum grew; its mail
 * goes out when the day is over.
 */
export async function grow(tx: Transaction, hub: Hub, parts: GrowingAlert[]): Promise<void> {
  if (parts.length === 0) return
  const given = new Map(parts.map(part => [`${part.key} ${part.part}`, part]))
  const rows = [...given.values()].map(({ key, part, amount }) => ({ key, part, amount }))
  const added = await tx<{ key: string }[]>`
    insert into alert_parts ${tx(rows)} on conflict do nothing returning key`
  const grown = new Set(added.map(({ key }) => key))
  for (const [key, alert] of new Map([...given.values()].map(part => [part.key, part]))) {
    if (!grown.has(key) || alert.accounts.length === 0) continue
    const [total] = await tx<{ amount: string; count: number }[]>`
      select sum(amount)::text as amount, count(*)::int as count from alert_parts where key = ${key}`
    const args = JSON.stringify({ ...alert.args, ...total })
    const raised = await tx<AlertRow[]>`
      insert into alerts (account, kind, subject, args, key, mail_next_at)
      select account, ${alert.kind}, ${alert.subject}, ${args}::text::jsonb, ${key}, to_timestamp(${alert.until})
      from unnest(${[...new Set(alert.accounts)]}::text[]) as account
      on conflict (account, key) do update set id = default, args = excluded.args, raised_at = now(), read_at = null
      returning ${alertColumns(tx)}`
    for (const row of raised) hub.publish({ event: 'alert', account: row.account, data: viewAlert(row) })
  }
}
