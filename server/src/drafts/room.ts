import { diffTerms } from '@concordat/sdk/drafts/changes.ts'
import { canonical, draftLimits, readDraft, readTerms, termsOf } from '@concordat/sdk/drafts/document.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import type { Address } from 'viem'
import * as Y from 'yjs'
import { type Happening, nowSeconds, partiesOf } from './record.ts'
import { guardRemarks, type Remarks } from './remarks.ts'

/** The longest a list of the terms may be; what is beyond is cut off at once. */
const mostItems = {
  parties: draftLimits.people,
  monthly: draftLimits.clauses,
  clauses: draftLimits.clauses,
  registers: 100,
}

const local = { source: 'local', skipStoreHooks: true } as const

/** What a room starts from. */
export type RoomStart = {
  terms: SplitsTermsFile
  clients: ReadonlyMap<number, Address>
  members: ReadonlySet<Address>
  closed: boolean
}

/** What happened in a room since it was last written down. */
export type Pending = { happenings: Happening[]; updates: Uint8Array[]; clients: [number, Address][] }

/** Whose connection a transaction came through; null for the server's own. */
export function authorOf(origin: unknown): Address | null {
  const { source, connection } = (origin ?? {}) as { source?: string; connection?: { context: { account: Address } } }
  return source === 'connection' ? (connection?.context.account ?? null) : null
}

/**
 * One draft that is open: attributes every change to the connection it came through and collects it for the journal. Changes of
 * one author that nobody else's interrupt are one entry.
 * @param onChange Called when there is something to write down.
 */
export function createRoom(doc: Y.Doc, start: RoomStart, onChange: () => void) {
  let terms = start.terms
  let remarks: Remarks = readDraft(doc)
  let burst: { author: Address; relayed: Set<Address> } | null = null
  let pending: Pending = { happenings: [], updates: [], clients: [] }
  const clients = new Map(start.clients)
  const members = new Set(start.members)
  let bytes = Y.encodeStateAsUpdate(doc).length

  guardRemarks(doc, authorOf)

  doc.on('beforeTransaction', transaction => {
    const author = authorOf(transaction.origin)
    if (author && burst && burst.author !== author) endBurst()
  })

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    pending.updates.push(update)
    bytes += update.length
    const author = authorOf(origin)
    if (author) {
      burst ??= { author, relayed: new Set() }
      for (const { id } of Y.decodeUpdate(update).structs) {
        const owner = claimClient(id.client, author)
        if (owner !== author) burst.relayed.add(owner)
      }
    }
    if (Object.entries(mostItems).some(([list, most]) => lengthOf(list) > most)) queueMicrotask(cut)
    onChange()
  })

  function lengthOf(list: string): number {
    const items = termsOf(doc).get(list)
    return items instanceof Y.Array ? items.length : 0
  }

  function cut() {
    doc.transact(() => {
      for (const [list, most] of Object.entries(mostItems)) {
        const extra = lengthOf(list) - most
        if (extra > 0) (termsOf(doc).get(list) as Y.Array<unknown>).delete(most, extra)
      }
    }, local)
  }

  /** Whose a client of the document is: the account that first wrote with it. */
  function claimClient(client: number, account: Address): Address {
    const owner = clients.get(client)
    if (owner) return owner
    clients.set(client, account)
    pending.clients.push([client, account])
    return account
  }

  function endBurst(): void {
    if (!burst) return
    const { author, relayed } = burst
    burst = null
    // Edits of others that this author's device delivered, because the server had lost them or never had them.
    const args = relayed.size > 0 ? { relayed: [...relayed] } : {}
    collect(author, 'edited', args)
  }

  /** Takes what differs from what was last collected as the author's doing. */
  function collect(author: Address, kind: Happening['kind'], args: Record<string, unknown>): void {
    const at = nowSeconds()
    const now = readTerms(doc)
    const changes = diffTerms(terms, now)
    if (changes.length > 0) {
      pending.happenings.push({ author, kind, at, changes, args, terms: now })
      terms = now
    } else if (kind !== 'edited') pending.happenings.push({ author, kind, at, changes: [], args })
    const next = readDraft(doc)
    for (const happening of compareRemarks(remarks, next))
      pending.happenings.push({ author, at, changes: [], ...happening })
    remarks = next
  }

  return {
    doc,
    members,
    closed: start.closed,
    claimClient,
    /** Bytes the document would have with `more`. */
    sizeWith: (more: number) => {
      if (bytes + more > draftLimits.bytes) bytes = Y.encodeStateAsUpdate(doc).length
      return bytes + more
    },
    /** A change by the server on an account's behalf; an entry even where the terms stay as they are. */
    change: (author: Address, kind: Happening['kind'], args: Record<string, unknown>, edit: (doc: Y.Doc) => void) => {
      endBurst()
      doc.transact(() => edit(doc), local)
      collect(author, kind, args)
    },
    /** Everything up to now, and the parties as they are now; what is taken has to be given back if it cannot be written. */
    take: () => {
      endBurst()
      const taken = pending
      pending = { happenings: [], updates: [], clients: [] }
      return { ...taken, parties: partiesOf(readDraft(doc)) }
    },
    giveBack: (taken: Pending) => {
      pending = {
        happenings: [...taken.happenings, ...pending.happenings],
        updates: [...taken.updates, ...pending.updates],
        clients: [...taken.clients, ...pending.clients],
      }
    },
    isIdle: () => burst === null && pending.updates.length === 0 && pending.happenings.length === 0,
  }
}

export type Room = ReturnType<typeof createRoom>

type RemarkHappening = Pick<Happening, 'kind' | 'args'>

function compareRemarks(before: Remarks, after: Remarks): RemarkHappening[] {
  const found: RemarkHappening[] = []
  const comments = new Map(before.comments.map(comment => [comment.id, comment]))
  for (const { id, target, text, resolved } of after.comments) {
    const old = comments.get(id)
    if (!old || old.text !== text) found.push({ kind: 'commented', args: { id, target, text } })
    else if (old.resolved !== resolved) found.push({ kind: 'commented', args: { id, target, resolved } })
    comments.delete(id)
  }
  for (const { id, target } of comments.values()) found.push({ kind: 'commented', args: { id, target, removed: true } })
  const suggestions = new Map(before.suggestions.map(suggestion => [suggestion.id, suggestion]))
  for (const suggestion of after.suggestions) {
    const { id, target, path, value, note, state } = suggestion
    const old = suggestions.get(id)
    const isNew = !old || canonical({ ...old, state }) !== canonical(suggestion)
    if (isNew)
      found.push({ kind: 'suggested', args: { id, target, path, note, ...(value === undefined ? {} : { value }) } })
    if (state !== 'open' && old?.state !== state) found.push({ kind: state, args: { id, target, path } })
  }
  return found
}
