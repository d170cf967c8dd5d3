import type { AlertKind } from '@concordat/sdk/alerts/en.ts'
import type { AlertView } from '@concordat/sdk/views.ts'
import { type Address, getAddress } from 'viem'
import type { Sql, Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'

export type Alert = {
  accounts: Address[]
  kind: AlertKind
  /** What it is about: an agreement's root, or a draft's id. */
  subject: string
  args: Record<string, unknown>
  /** Which fact it is: an account is told of a fact once, however often it is raised. */
  key: string
}

/**
 * Tells accounts of a fact: kept until they read it, and shown at once on every device that listens. Raised again after
 * a crash, it changes nothing. Within a transaction, listeners hear of it before the commit.
 */
export async function raise(sql: Sql | Transaction, hub: Hub, alert: Alert): Promise<void> {
  const { kind, subject, key } = alert
  const accounts = [...new Set(alert.accounts.map(account => getAddress(account)))]
  if (accounts.length === 0) return
  const args = JSON.stringify(alert.args, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  const raised = await sql<AlertRow[]>`
    insert into alerts (account, kind, subject, args, key)
    select account, ${kind}, ${subject}, ${args}::text::jsonb, ${key} from unnest(${accounts}::text[]) as account
    on conflict (account, key) do nothing
    returning ${alertColumns(sql)}`
  for (const row of raised) hub.publish({ event: 'alert', account: row.account, data: viewAlert(row) })
}

export type AlertRow = AlertView & { account: Address }

/** What is read of an alert's row. */
export function alertColumns(sql: Sql | Transaction) {
  return sql`
    id, account, kind, subject, args,
    floor(extract(epoch from raised_at))::bigint as "raisedAt",
    floor(extract(epoch from read_at))::bigint as "readAt"`
}

export function viewAlert({ id, kind, subject, args, raisedAt, readAt }: AlertRow): AlertView {
  return { id, kind, subject, args, raisedAt, readAt }
}
