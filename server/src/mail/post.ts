import { randomBytes } from 'node:crypto'
import type { AlertView } from '@concordat/sdk/views.ts'
import type { Address } from 'viem'
import type { Sql } from '../database/connect.ts'
import { composeAlerts, composeConfirmation, type Names } from './compose.ts'
import { sendLetters } from './letters.ts'
import { hashToken, type Language } from './mailbox.ts'
import { createSender, isFinal, mayHaveArrived, pauseUntil, type SenderParameters } from './sender.ts'

export type PostParameters = SenderParameters & {
  sql: Sql
  /** Where people reach this server, for the links. */
  publicUrl: string
}

export type Post = {
  /** Sends what is due now; returns how many letters were handed over. */
  sendDue: () => Promise<number>
  close: () => void
}

const atOnce = 50

/**
 * Sends confirmations, alerts and letters. An alert is marked as mailed before it is handed over, so that a server that dies in
 * between never sends it twice; what the mail server did not take is tried again, ever later.
 */
export function createPost({ sql, smtpUrl, from, publicUrl }: PostParameters): Post {
  const { send, close } = createSender({ smtpUrl, from })

  async function sendConfirmations(): Promise<number> {
    const waiting = await sql<{ account: Address; address: string; language: Language; attempts: number }[]>`
      select account, address, language, confirmation_attempts as attempts from mailboxes
      where confirmed_at is null and confirmation_sent_at is null and confirmation_next_at <= now() limit ${atOnce}`
    let sent = 0
    for (const { account, address, language, attempts } of waiting) {
      const token = randomBytes(24).toString('base64url')
      const mine = sql`account = ${account} and address = ${address}`
      await sql`update mailboxes set token = ${hashToken(token)}, confirmation_sent_at = now() where ${mine}`
      try {
        await send(address, composeConfirmation(language, `${publicUrl}/alerts/confirm/${token}`))
        sent++
      } catch (error) {
        await sql`
          update mailboxes set confirmation_attempts = ${attempts + 1}, confirmation_sent_at = null,
            confirmation_next_at = ${isFinal(error) ? null : pauseUntil(attempts)}
          where ${mine}`
      }
    }
    return sent
  }

  async function sendAlerts(): Promise<number> {
    const due = await sql<Due[]>`
      update alerts set mailed_at = now(), mail_next_at = null
      from mailboxes, (
        select a.id, a.mailed_at from alerts a join mailboxes m on m.account = a.account
        where a.read_at is null and a.mail_next_at <= now() and m.confirmed_at is not null and a.id > m.after_alert
        order by a.id limit ${atOnce} for update of a skip locked
      ) as before
      where alerts.id = before.id and mailboxes.account = alerts.account
      returning alerts.id, kind, subject, args, mail_attempts as attempts, mail_topic as topic, alerts.account,
        before.mailed_at as "mailedBefore", mailboxes.address, language`
    if (due.length === 0) return 0
    const names = await readNames(sql)
    let sent = 0
    for (const alerts of inLetters(due)) {
      const [{ address, language }] = alerts
      try {
        await send(address, composeAlerts(language, alerts, names, publicUrl))
        sent++
      } catch (error) {
        // Whether a letter arrived whose connection broke at its end is unknown: it is not sent again.
        if (mayHaveArrived(error)) continue
        for (const { id, attempts, mailedBefore } of alerts)
          await sql`
            update alerts set mailed_at = ${mailedBefore}, mail_attempts = ${attempts + 1},
              mail_next_at = ${isFinal(error) ? null : pauseUntil(attempts)}
            where id = ${id}`
      }
    }
    return sent
  }

  return {
    sendDue: async () =>
      (await sendConfirmations()) + (await sendAlerts()) + (await sendLetters({ sql, send, from, publicUrl })),
    close,
  }
}

type Due = AlertView & {
  account: Address
  address: string
  language: Language
  attempts: number
  topic: string | null
  mailedBefore: Date | null
}

/** Alerts of one topic together, each of the others by itself. */
function inLetters(due: Due[]): [Due, ...Due[]][] {
  const letters = new Map<string, [Due, ...Due[]]>()
  for (const alert of due) {
    const key = `${alert.account} ${alert.topic ?? alert.id}`
    const letter = letters.get(key)
    if (letter) letter.push(alert)
    else letters.set(key, [alert])
  }
  return [...letters.values()]
}

/** What the businesses call themselves and their participants. */
async function readNames(sql: Sql): Promise<Names> {
  const rows = await sql<{ id: string; name: string; participants: { name: string; account: string }[] }[]>`
    select id, name, participants from businesses`
  return {
    businesses: new Map(rows.map(({ id, name }) => [id, name])),
    accounts: new Map(
      rows.flatMap(({ participants }) =>
        participants.map(({ account, name }) => [account.toLowerCase(), name] as const),
      ),
    ),
  }
}
