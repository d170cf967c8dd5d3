import type { Address, Hex } from 'viem'
import type { Sql, Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'
import { type Deadline, type DeadlineKind, leads } from './deadlines.ts'
import { raise } from './raise.ts'

/** Replaces what is known about the deadlines of an agreement or a draft; one that stays keeps the time since when it is known. */
export async function keepDeadlines(tx: Transaction, subject: Hex, deadlines: Deadline[]): Promise<void> {
  const keys = deadlines.map(({ kind, item, at }) => `${kind} ${item} ${at}`)
  await tx`
    delete from alert_deadlines
    where subject = ${subject} and not (kind || ' ' || item || ' ' || at = any(${keys}::text[]))`
  for (const { kind, item, since, at, accounts, args } of deadlines)
    await tx`
      insert into alert_deadlines ${tx({ subject, kind, item, since, at, accounts: tx.json(accounts), args: tx.json(args as never) } as never)}
      on conflict (subject, kind, item, at) do update set accounts = excluded.accounts, args = excluded.args`
}

type Row = { subject: Hex; kind: DeadlineKind; item: string; at: number; since: number; accounts: Address[] } & Pick<
  Deadline,
  'args'
>

/** How long after a deadline its last word can still be late, in seconds: a server may have been off. */
const latest = 30 * 86_400

/** Raises the reminders that are due now; returns the agreements whose freeze has ended. */
export async function remind(sql: Sql, hub: Hub, now: number): Promise<Hex[]> {
  const rows = await sql<Row[]>`
    select subject, kind, item, at, since, accounts, args from alert_deadlines
    where at <= ${now + Math.max(...Object.values(leads).flat())} and at >= ${now - latest}`
  for (const { subject, kind, item, at, since, accounts, args } of rows) {
    const lead = leadAt(kind, { at, since, now })
    if (lead === undefined) continue
    await raise(sql, hub, { accounts, kind, subject, args, key: [kind, subject, item, at, lead].join(':') })
  }
  return rows.filter(({ kind, at }) => kind === 'freezeLapsed' && at <= now).map(({ subject }) => subject)
}

/** Which reminder is due: the last one whose time has come, unless the deadline became known only after that. */
export function leadAt(
  kind: DeadlineKind,
  { at, since, now }: { at: number; since: number; now: number },
): number | undefined {
  const due = leads[kind].filter(lead => at - lead <= now && since <= at - lead)
  const last = due.at(-1)
  return last !== undefined && last > 0 && now >= at ? undefined : last
}
