import { getAddress } from 'viem'
import type { Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'
import { type Alert, type AlertRow, alertColumns, viewAlert } from './raise.ts'

type Args = Record<string, unknown>

/** An alert that gathers what happens until it is read, and then begins anew. */
export type GatheringAlert = Omit<Alert, 'args'> & {
  /** What it says with this added to what the account has not read yet. */
  add: (unread: Args | null) => Args
  /** Alerts of one topic go out in one mail. */
  topic: string
}

/** How long the first mail of a topic waits for more, in seconds: whoever types is in the middle of a sentence. */
const patience = 60

/** How long after a mail the next one of its topic follows at the earliest, in seconds. */
const rest = 600

/** Raises the alert, or adds to it and raises it again: unread, the newest, and on every device at once. */
export async function gather(tx: Transaction, hub: Hub, alert: GatheringAlert): Promise<void> {
  const { kind, subject, key, topic } = alert
  const accounts = [...new Set(alert.accounts.map(account => getAddress(account)))]
  if (accounts.length === 0) return
  const kept = await tx<{ account: string; args: Args }[]>`
    select account, args from alerts where key = ${key} and account = any(${accounts}) and read_at is null`
  const unread = new Map(kept.map(({ account, args }) => [account, args]))
  const rows = accounts.map(account => ({ account, args: alert.add(unread.get(account) ?? null) }))
  const raised = await tx<AlertRow[]>`
    insert into alerts (account, kind, subject, args, key, mail_topic, mail_next_at)
    select r.account, ${kind}, ${subject}, r.args, ${key}, ${topic}, coalesce(
      (select min(a.mail_next_at) from alerts a
        where a.account = r.account and a.mail_topic = ${topic} and a.read_at is null),
      greatest(
        now() + make_interval(secs => ${patience}),
        (select max(a.mailed_at) from alerts a where a.account = r.account and a.mail_topic = ${topic})
          + make_interval(secs => ${rest})
      ))
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(account text, args jsonb)
    on conflict (account, key) do update set
      -- The newest of all, and what another device marks as read is not what it has not shown yet.
      id = default, kind = excluded.kind, args = excluded.args, raised_at = now(), read_at = null,
      mail_next_at = greatest(excluded.mail_next_at, alerts.mailed_at + make_interval(secs => ${rest})),
      mail_attempts = 0
    returning ${alertColumns(tx)}`
  for (const row of raised) hub.publish({ event: 'alert', account: row.account, data: viewAlert(row) })
}
