import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import getPort from 'get-port'
import { stackFile } from './stack.ts'

/** A device's line to the server, which can be cut: then the server is off, for pages, their workers and open streams alike. */
export type Line = { url: string; cut: () => Promise<void>; mend: () => Promise<void> }

/** Lays a line; it is cut with the end of the test's process at the latest. */
export async function layLine(): Promise<Line> {
  const port = await getPort({ host: '127.0.0.1' })
  const target = Number(new URL(stackFile().url).port)
  const sockets = new Set<Socket>()
  let server: Server | null = null

  const follow = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // Either end may go away at any time.
    socket.on('error', () => socket.destroy())
  }
  const mend = async () => {
    if (server) return
    const opened = createServer(device => {
      const service = dial(target, 'localhost')
      follow(device)
      follow(service)
      device.pipe(service).pipe(device)
      device.once('close', () => service.destroy())
      service.once('close', () => device.destroy())
    })
    opened.unref()
    await new Promise<void>(resolve => opened.listen(port, '127.0.0.1', resolve))
    server = opened
  }
  const cut = async () => {
    const closed = new Promise(resolve => (server ? server.close(resolve) : resolve(null)))
    server = null
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await mend()
  return { url: `http://localhost:${port}`, cut, mend }
}
