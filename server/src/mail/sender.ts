import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Letter } from './compose.ts'

export type SenderParameters = {
  /** `smtp://user:password@host:port` or `smtps://...`. */
  smtpUrl: string
  /** Who the mail is from. */
  from: string
}

export type SendOptions = {
  /** The same for every attempt, so that mail programs know a letter again. */
  messageId?: string
  /** Done when the mail server is ready to take the letter, before it gets any of it. */
  onBegin?: () => Promise<void>
}

export type Sender = {
  /** Hands a letter over; throws Undelivered. */
  send: (to: string, letter: Letter, options?: SendOptions) => Promise<void>
  close: () => void
}

/** Hands letters to a mail server. */
export function createSender({ smtpUrl, from }: SenderParameters): Sender {
  const writer = createTransport(
    { streamTransport: true, buffer: true },
    { from, textEncoding: 'base64', disableFileAccess: true, disableUrlAccess: true },
  )
  const transport = createTransport(smtpUrl)
  return {
    send: async (to, letter, { messageId, onBegin = async () => {} } = {}) => {
      const id = messageId === undefined ? {} : { messageId }
      const { envelope, message } = await writer.sendMail({ to: { name: '', address: to }, ...id, ...letter })
      let isBegun = false
      let isAsked = false
      const raw = new Readable({
        highWaterMark: 0,
        read() {
          if (isAsked) return
          isAsked = true
          onBegin().then(
            () => {
              isBegun = true
              this.push(message)
              this.push(null)
            },
            error => this.destroy(error as Error),
          )
        },
      })
      try {
        await transport.sendMail({ envelope, raw })
      } catch (error) {
        throw new Undelivered((error as { responseCode?: number }).responseCode ?? null, isBegun)
      }
    },
    close: () => transport.close(),
  }
}

/** A letter that the mail server did not say it took. */
export class Undelivered extends Error {
  override name = 'Undelivered'
  /** Refused for good, as opposed to "not now". */
  readonly isFinal: boolean
  /** The connection broke when the letter was already on its way. */
  readonly mayHaveArrived: boolean

  constructor(responseCode: number | null, isBegun: boolean) {
    super(`The mail server answered ${responseCode ?? 'nothing'}.`)
    this.isFinal = responseCode !== null && responseCode >= 500
    this.mayHaveArrived = responseCode === null && isBegun
  }
}

export const isFinal = (error: unknown) => error instanceof Undelivered && error.isFinal
export const mayHaveArrived = (error: unknown) => error instanceof Undelivered && error.mayHaveArrived

/** After how many attempts a letter is given up, and how long to wait after the first, in seconds. */
const mostAttempts = 8
const firstPause = 30

/** Twice as long after each attempt; null when it was the last. */
export function pauseUntil(attempts: number): Date | null {
  return attempts + 1 >= mostAttempts ? null : new Date(Date.now() + firstPause * 1000 * 2 ** attempts)
}
