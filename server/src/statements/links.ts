import { randomBytes } from 'node:crypto'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView, News } from '@concordat/sdk/views.ts'
import { type Address, getAddress, type Hex } from 'viem'
import type { Sql, Transaction } from '../database/connect.ts'
import { writeLetter } from '../mail/letters.ts'
import type { Language } from '../mail/mailbox.ts'

export type StatementLink = { account: Address; agreement: Hex; month: number }

/** The statement a link leads to. */
export async function findLink(sql: Sql, token: string): Promise<StatementLink | undefined> {
  const [row] = await sql<StatementLink[]>`
    select account, agreement, month from statement_links where token = ${token}`
  return row
}

/** Writes to the parties of an agreement whose month was closed: those who asked for mail get their statement, once. */
export async function tellStatements(tx: Transaction, one: News, agreement: AgreementView): Promise<void> {
  if (one.type !== 'event' || one.event.kind !== 'monthClosed') return
  const { root, business } = agreement
  const month = Number(one.event.args.month)
  const accounts = decodeTerms(agreement.terms).parties.map(({ account }) => getAddress(account))
  const asking = await tx<{ account: Address; address: string; language: Language }[]>`
    select account, address, language from mailboxes where account = any(${accounts}) and confirmed_at is not null`
  const [known] = await tx<{ name: string }[]>`select name from businesses where id = ${business}`
  for (const { account, address, language } of asking) {
    const fresh = { token: randomBytes(24).toString('base64url'), account, agreement: root, month }
    await tx`insert into statement_links ${tx(fresh)} on conflict (account, agreement, month) do nothing`
    const [link] = await tx<{ token: string }[]>`
      select token from statement_links where account = ${account} and agreement = ${root} and month = ${month}`
    await writeLetter(tx, {
      ...{ topic: `statement ${account} ${root} ${month}`, kind: 'statement', address, language },
      args: { business: known?.name ?? root, agreement: root, month, token: link?.token ?? fresh.token },
    })
    // One letter about the month is enough.
    await tx`
      update alerts set mail_next_at = null
      where account = ${account} and kind = 'monthClosed' and subject = ${root} and (args ->> 'month')::int = ${month}`
  }
}
