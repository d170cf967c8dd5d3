import { SMTPServer } from 'smtp-server'

export type CaughtMail = { id: number; from: string; to: string[]; at: number; source: string }

export type MailCatcher = { url: string; list: () => CaughtMail[]; stop: () => Promise<void> }

/** How many letters are kept. */
const most = 200
const largest = 1024 * 1024

/** Takes all mail of the development chain, so that none leaves this machine. */
export async function startMailCatcher(): Promise<MailCatcher> {
  const caught: CaughtMail[] = []
  let count = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largest,
    rejectOversized: true,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        caught.unshift({
          id: ++count,
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          at: Math.floor(Date.now() / 1000),
          source: Buffer.concat(parts).toString('utf8'),
        })
        caught.length = Math.min(caught.length, most)
        done()
      })
    },
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.on('error', reject)
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    list: () => caught,
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
}
