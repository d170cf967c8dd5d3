import { createHash } from 'node:crypto'
import type { Sql, Transaction } from '../database/connect.ts'
import { composeLetter, type LetterArgs } from './composeLetter.ts'
import type { Language } from './mailbox.ts'
import { isFinal, mayHaveArrived, pauseUntil, type Sender } from './sender.ts'

export type NewLetter = LetterArgs & {
  /** What it tells of: there is one letter for each. */
  topic: string
  address: string
  language: Language
}

const atOnce = 20
/** How long nobody else takes a letter on that somebody is about to hand over, in seconds. */
const lease = 120

/** Writes a letter, with what it tells of in one transaction. Written again, it is the same. */
export async function writeLetter(tx: Transaction, { topic, kind, address, language, args }: NewLetter): Promise<void> {
  await tx`
    insert into letters (topic, kind, address, language, args)
    values (${topic}, ${kind}, ${address}, ${language}, ${tx.json(args as never)}) on conflict (topic) do nothing`
}

type Due = NewLetter & { id: number; attempts: number }
type Parameters = { sql: Sql; send: Sender['send']; from: string; publicUrl: string }

/**
 * Sends the letters that are due; returns how many the mail server took. A letter is marked when the mail server is ready for
 * its text: before, a server that dies tries again, and afterwards it never does, for it may have arrived.
 */
export async function sendLetters({ sql, send, from, publicUrl }: Parameters): Promise<number> {
  const due = await sql<Due[]>`
    update letters set next_at = now() + make_interval(secs => ${lease})
    where id in (select id from letters where next_at <= now() order by id limit ${atOnce} for update skip locked)
    returning id, topic, kind, address, language, args, attempts`
  let sent = 0
  for (const { id, topic, address, language, attempts, ...about } of due)
    try {
      await send(address, composeLetter(language, about as LetterArgs, publicUrl), {
        messageId: messageIdOf(topic, from),
        onBegin: async () => {
          await sql`update letters set begun_at = now(), next_at = null where id = ${id}`
        },
      })
      await sql`update letters set sent_at = now() where id = ${id}`
      sent++
    } catch (error) {
      if (mayHaveArrived(error)) continue
      await sql`
        update letters set attempts = ${attempts + 1}, begun_at = null,
          next_at = ${isFinal(error) ? null : pauseUntil(attempts)}
        where id = ${id}`
    }
  return sent
}

function messageIdOf(topic: string, from: string): string {
  const host = from.match(/@([^\s>]+)/)?.[1] ?? 'localhost'
  return `<${createHash('sha256').update(topic).digest('hex').slice(0, 32)}@${host}>`
}
