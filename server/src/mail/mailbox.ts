import { createHash } from 'node:crypto'
import type { MailboxView } from '@concordat/sdk/views.ts'
import type { Address } from 'viem'
import type { Sql } from '../database/connect.ts'

export type Language = MailboxView['language']

/** Where an account's mail goes, if it wants any. */
export async function readMailbox(sql: Sql, account: Address): Promise<MailboxView> {
  const [row] = await sql<{ address: string; language: Language; confirmed: boolean }[]>`
    select address, language, confirmed_at is not null as confirmed from mailboxes where account = ${account}`
  return row ?? { address: null, language: 'en', confirmed: false }
}

/** Sets the address, which has to be confirmed when it is another one, and the language. */
export async function keepMailbox(sql: Sql, account: Address, address: string, language: Language): Promise<void> {
  await sql`
    insert into mailboxes ${sql({ account, address, language })}
    on conflict (account) do update set
      address = excluded.address,
      language = excluded.language,
      confirmed_at = case when mailboxes.address = excluded.address then mailboxes.confirmed_at end,
      token = case when mailboxes.address = excluded.address then mailboxes.token end,
      after_alert = case when mailboxes.address = excluded.address then mailboxes.after_alert end,
      -- Asked again for an address that is not confirmed, the link is sent again.
      confirmation_sent_at =
        case when mailboxes.address = excluded.address and mailboxes.confirmed_at is not null
          then mailboxes.confirmation_sent_at end,
      confirmation_attempts = 0,
      confirmation_next_at = now()`
}

export async function deleteMailbox(sql: Sql, account: Address): Promise<void> {
  await sql`delete from mailboxes where account = ${account}`
}

export const hashToken = (token: string) => createHash('sha256').update(token).digest()

/** Confirms the address whose link carries the token; alerts from now on are mailed. Whether there is such a link. */
export async function confirmMailbox(sql: Sql, token: string): Promise<boolean> {
  const rows = await sql`
    update mailboxes set
      confirmed_at = coalesce(confirmed_at, now()),
      after_alert = coalesce(after_alert, (select coalesce(max(id), 0) from alerts where alerts.account = mailboxes.account))
    where token = ${hashToken(token)}
    returning account`
  return rows.length === 1
}
