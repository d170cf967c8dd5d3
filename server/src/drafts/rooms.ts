import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { draftLimits } from '@concordat/sdk/drafts/document.ts'
import type { JournalKind, RoomNotice } from '@concordat/sdk/drafts/views.ts'
import { type Connection, Hocuspocus, type WebSocketLike } from '@hocuspocus/server'
import crossws from 'crossws/adapters/node'
import type { Address, Hex } from 'viem'
import * as Y from 'yjs'
import type { Sql, Transaction } from '../database/connect.ts'
import type { Deployment } from '../deployment.ts'
import { holdBack } from '../events/holdBack.ts'
import type { Hub } from '../events/hub.ts'
import { createRateLimiter } from '../http/rateLimit.ts'
import { isOwnOrigin } from '../sessions/ownHost.ts'
import { findSession } from '../sessions/store.ts'
import { keepDraftDeadlines } from './deadlines.ts'
import { record } from './record.ts'
import { createRoom, type Room } from './room.ts'
import { type DraftRow, draftColumns, lockDraft, participantsOf } from './store.ts'

export const roomsPath = '/api/drafts/rooms'

/** How long changes of one author are gathered into one entry, in milliseconds; what a killed server can lose. */
const gather = 1_000

/** How many pages one account may have open in a draft. */
const mostPages = 10

/** How fast one page may send. */
const messages = { burst: 1_000, perSecond: 200 }

/** Updates of a document are merged when there are this many. */
const mostUpdates = 200

/** Codes a socket is closed with. */
const removed = { code: 4403, reason: 'DraftUnknown' }
const signedOut = { code: 4401, reason: 'SignInNeeded' }

type Visitor = { account: Address; token: string }

/** Ends a connection or refuses it, without a line in the log: it is the caller's doing. */
class RoomRefusal extends Error {
  readonly code: number
  readonly reason: string
  constructor({ code, reason }: { code: number; reason: string }) {
    super('')
    this.code = code
    this.reason = reason
  }
}

/** @param hub Passes on what it is told once the transaction is over. */
export type Work<T> = (tx: Transaction, draft: DraftRow, hub: Hub) => Promise<T>
export type ServerEdit = {
  author: Address
  kind: JournalKind
  args: Record<string, unknown>
  change: (doc: Y.Doc) => void
}

/** The drafts that are open now: everyone's edits pass through here, are written down, and reach the others. */
export function createRooms({ sql, hub, deployment }: { sql: Sql; hub: Hub; deployment: Deployment }) {
  const rooms = new Map<string, Room>()
  const queues = new Map<string, Promise<unknown>>()
  const timers = new Map<string, NodeJS.Timeout>()
  const leftovers = new Map<string, Work<unknown>[]>()
  const limits = new WeakMap<object, () => void>()

  /** One thing at a time per draft. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work)
    queues.set(id, turn)
    const done = () => {
      if (queues.get(id) === turn) queues.delete(id)
    }
    turn.then(done, done)
    return turn
  }

  /** Writes down what happened in the room, together with `work`: all of it or nothing. */
  async function write<T>(id: Hex, work: Work<T>): Promise<T> {
    const room = rooms.get(id)
    const taken = room?.take()
    const whole = room ? Y.encodeStateAsUpdate(room.doc) : null
    const { later, release } = holdBack(hub)
    try {
      const result = await sql.begin(async tx => {
        const draft = await lockDraft(tx, id)
        const finish = async (row: DraftRow) => {
          const done = await work(tx, row, later)
          await keepDraftDeadlines(tx, id)
          return done
        }
        if (!taken) return finish(draft)
        if (taken.updates.length > 0) await saveUpdates(tx, id, Y.mergeUpdates(taken.updates), whole)
        for (const [client, account] of taken.clients)
          await tx`insert into draft_clients ${tx({ draft: id, client, account })} on conflict do nothing`
        const parties = JSON.stringify(taken.parties)
        if (taken.updates.length > 0) await tx`update drafts set parties = ${parties}::text::jsonb where id = ${id}`
        const recorded = taken.happenings.length > 0 ? await record(tx, later, draft, taken.happenings) : draft
        return finish({ ...recorded, parties: taken.parties })
      })
      release()
      return result as T
    } catch (error) {
      if (room && taken) {
        room.giveBack(taken)
        if (!room.isIdle()) schedule(id)
      }
      throw error
    }
  }

  /** The same, and everyone is told. */
  async function writeAndTell<T>(id: Hex, work: Work<T>): Promise<T> {
    const result = await write(id, work)
    void announce(id)
    return result
  }

  async function saveUpdates(tx: Transaction, id: Hex, content: Uint8Array, whole: Uint8Array | null) {
    const [row] = await tx<{ count: number }[]>`select count(*) as count from draft_updates where draft = ${id}`
    const isMany = (row?.count ?? 0) >= mostUpdates
    if (isMany) await tx`delete from draft_updates where draft = ${id}`
    await tx`insert into draft_updates ${tx({ draft: id, content: Buffer.from(isMany && whole ? whole : content) })}`
  }

  function schedule(id: Hex): void {
    if (timers.has(id)) return
    const timer = setTimeout(() => {
      timers.delete(id)
      inTurn(id, () => writeAndTell(id, async () => {})).catch(error =>
        console.error('A draft could not be written.', error),
      )
    }, gather)
    timers.set(id, timer)
  }

  /** Tells the room, and every other page of the participants, that the draft's view has changed. */
  async function announce(id: Hex): Promise<void> {
    try {
      const [row] = await sql<DraftRow[]>`select ${draftColumns(sql)} from drafts d where d.id = ${id}`
      if (!row) return
      const notice: RoomNotice = { event: 'changed', sequence: row.lastSequence }
      hocuspocus.documents.get(id)?.broadcastStateless(JSON.stringify(notice))
      for (const account of await participantsOf(sql, id))
        hub.publish({ event: 'draft', account, data: { id, sequence: row.lastSequence } })
    } catch {
      // The next change tells them.
    }
  }

  async function load(id: Hex, doc: Y.Doc): Promise<Room> {
    const [row] = await sql<DraftRow[]>`select ${draftColumns(sql)} from drafts d where d.id = ${id}`
    if (!row) throw new RoomRefusal(removed)
    const updates = await sql<
      { content: Uint8Array }[]
    >`select content from draft_updates where draft = ${id} order by id`
    const clients = await sql<{ client: number; account: Address }[]>`
      select client, account from draft_clients where draft = ${id}`
    Y.applyUpdate(doc, Y.mergeUpdates(updates.map(({ content }) => new Uint8Array(content))))
    const start = {
      terms: row.terms,
      clients: new Map(clients.map(({ client, account }) => [client, account])),
      members: new Set(await participantsOf(sql, id)),
      closed: row.state !== 'negotiating',
    }
    return createRoom(doc, start, () => schedule(id))
  }

  const hocuspocus = new Hocuspocus<Visitor>({
    quiet: true,
    onAuthenticate: async ({ documentName, context, instance }) => {
      const id = documentName as Hex
      const isMember = (await participantsOf(sql, id)).includes(context.account)
      const pages = instance.documents.get(id)?.getConnections() ?? []
      const own = pages.filter(page => (page.context as Visitor).account === context.account)
      if (!isMember || own.length >= mostPages) throw new RoomRefusal(removed)
    },
    onLoadDocument: async ({ documentName, document }) => {
      const room = await load(documentName as Hex, document)
      rooms.set(documentName, room)
      document.on('destroy', () => {
        if (rooms.get(documentName) === room) rooms.delete(documentName)
      })
    },
    connected: async ({ documentName, connection, context }) => {
      const room = rooms.get(documentName)
      // Between the check and here somebody may have been removed, or the draft proposed.
      if (!room?.members.has(context.account)) return end(connection, removed)
      connection.readOnly = room.closed
      void announce(documentName as Hex)
    },
    onDisconnect: async ({ documentName }) => void announce(documentName as Hex),
    beforeHandleMessage: async ({ document, documentName, connection, context }) => {
      const isHere = document.hasConnection(connection) && rooms.get(documentName)?.members.has(context.account)
      if (!isHere) throw new RoomRefusal(removed)
      let limit = limits.get(connection)
      if (!limit) {
        const check = createRateLimiter(messages)
        limit = () => check('')
        limits.set(connection, limit)
      }
      try {
        limit()
      } catch {
        throw new RoomRefusal({ code: 4429, reason: 'TooManyRequests' })
      }
    },
    beforeSync: async ({ documentName, type, payload }) => {
      // The first step only asks.
      if (type === 0) return
      const size = rooms.get(documentName)?.sizeWith(payload.length) ?? 0
      if (size > draftLimits.bytes) throw new RoomRefusal({ code: 4413, reason: 'DraftTooLarge' })
    },
    beforeHandleAwareness: async ({ documentName, context, states }) => {
      const account = context?.account
      if (!account) return
      for (const [client, state] of states) {
        // Nobody is present under another's name.
        if (rooms.get(documentName)?.claimClient(client, account) !== account) states.delete(client)
        else if (typeof state === 'object' && state !== null) Object.assign(state, { account })
      }
    },
    beforeUnloadDocument: async ({ documentName }) => {
      const id = documentName as Hex
      clearTimeout(timers.get(id))
      timers.delete(id)
      if (rooms.get(id)?.isIdle() === false) await inTurn(id, () => write(id, async () => {}))
    },
  })

  function end(connection: Connection, event: { code: number; reason: string }): void {
    connection.close(event)
    connection.webSocket.close(event.code, event.reason)
  }

  const pagesOf = (id: string) => hocuspocus.documents.get(id)?.getConnections() ?? []

  const sockets = crossws({
    serverOptions: { maxPayload: draftLimits.bytes + 65_536 },
    hooks: {
      upgrade: async request => {
        const { host } = new URL(request.url)
        const asked = request.headers.get('host') ?? host
        if (!isOwnOrigin(request.headers.get('origin'), asked, deployment))
          return new Response('OriginForeign', { status: 403 })
        const session = await findSession(sql, request.headers.get('cookie'))
        if (!session) return new Response('SignInNeeded', { status: 401 })
        return { context: { account: session.account, token: session.token } }
      },
      open: peer => {
        const { account, token } = peer.context as Visitor
        const socket = peer.websocket as unknown as WebSocketLike
        connections.set(peer, hocuspocus.handleConnection(socket, peer.request as Request, { account, token }))
      },
      message: (peer, message) => connections.get(peer)?.handleMessage(message.uint8Array()),
      close: (peer, { code, reason }) => {
        connections.get(peer)?.handleClose({ code: code ?? 1006, reason: reason ?? '' })
        connections.delete(peer)
      },
      error: () => {},
    },
  })
  const connections = new Map<object, ReturnType<typeof hocuspocus.handleConnection>>()

  return {
    /** Does something with a draft when everything before it is written down, and nothing else happens to it. */
    run: <T>(id: Hex, work: Work<T>): Promise<T> => inTurn(id, () => writeAndTell(id, work)),

    /** Waits until everything that was typed so far is written down. */
    settle: async (id: Hex): Promise<void> => {
      if (rooms.get(id)?.isIdle() === false) await inTurn(id, () => writeAndTell(id, async () => {}))
    },

    /**
     * Changes the document on an account's behalf.
     * @param prepare Says what to change, or refuses; nothing happens to the draft between it and the change.
     */
    edit: async <T>(id: Hex, prepare: Work<{ edit: ServerEdit; work: Work<T> }>): Promise<T> => {
      const direct = await hocuspocus.openDirectConnection(id)
      try {
        return await inTurn(id, async () => {
          const { edit, work } = await write(id, prepare)
          rooms.get(id)?.change(edit.author, edit.kind, edit.args, edit.change)
          try {
            return await writeAndTell(id, work)
          } catch (error) {
            // The document has changed: what belongs to it is written with it as soon as the database is back.
            leftovers.set(id, [...(leftovers.get(id) ?? []), work])
            throw error
          }
        })
      } finally {
        await direct.disconnect()
      }
    },

    /**
     * Like `run`, with the room closed for edits from `work` on, and for good if it succeeds.
     * @param check Refuses what can be seen to fail, so that nobody is disturbed by it.
     */
    close: <T>(id: Hex, check: Work<void>, work: Work<T>): Promise<T> =>
      inTurn(id, async () => {
        await write(id, check)
        const setClosed = (closed: boolean) => {
          const room = rooms.get(id)
          if (room) room.closed = closed
          for (const page of pagesOf(id)) page.readOnly = closed
        }
        setClosed(true)
        try {
          return await writeAndTell(id, work)
        } catch (error) {
          setClosed(false)
          // What was refused meanwhile comes again when the pages come back.
          for (const page of pagesOf(id)) end(page, { code: 4205, reason: 'Reset' })
          throw error
        }
      }),

    /** Who takes part from now on; pages of anybody else are closed at once. */
    setMembers: (id: string, accounts: readonly Address[]) => {
      const room = rooms.get(id)
      if (!room) return
      room.members.clear()
      for (const account of accounts) room.members.add(account)
      for (const page of pagesOf(id)) if (!room.members.has((page.context as Visitor).account)) end(page, removed)
    },

    /** Whose pages are open in the draft. */
    online: (id: string): Set<Address> => new Set(pagesOf(id).map(page => (page.context as Visitor).account)),

    endSession: (token: string) => {
      for (const id of rooms.keys())
        for (const page of pagesOf(id)) if ((page.context as Visitor).token === token) end(page, signedOut)
    },

    /** Takes over the WebSocket upgrades of a server. */
    attach: (server: {
      on: (event: 'upgrade', listen: (...given: [IncomingMessage, Duplex, Buffer]) => void) => unknown
    }) => {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost')
        if (pathname === roomsPath) void sockets.handleUpgrade(request, socket, head)
        else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
      })
    },

    stop: async () => {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      for (const id of [...rooms.keys()]) await inTurn(id, () => write(id as Hex, async () => {})).catch(() => {})
      sockets.closeAll()
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>
