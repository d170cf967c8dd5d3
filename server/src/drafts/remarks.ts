import { canonical, commentsOf, draftLimits, type readDraft, suggestionsOf } from '@concordat/sdk/drafts/document.ts'
import { normalise } from '@concordat/sdk/drafts/normalise.ts'
import { applyJsonObject } from 'immer-yjs'
import type { Address } from 'viem'
import * as Y from 'yjs'
import { nowSeconds } from './record.ts'

type Remark = Record<string, unknown>

/** What others than its author may change of a remark. */
const openTo = { comments: 'resolved', suggestions: 'state' } as const

/**
 * Keeps remarks honest: whoever writes one is its author by the server's word, at the server's time; others can resolve,
 * accept or reject it, and neither rewrite nor remove it. Clients see the correction as an edit of the server.
 * @param authorOf Whose transaction it was; null for the server's own.
 */
export function guardRemarks(doc: Y.Doc, authorOf: (origin: unknown) => Address | null): void {
  for (const [name, map] of [
    ['comments', commentsOf(doc)],
    ['suggestions', suggestionsOf(doc)],
  ] as const) {
    const known = new Map(Object.entries(normalise(map.toJSON()) as Record<string, Remark>))
    map.observeDeep((events, transaction) => {
      const author = authorOf(transaction.origin)
      const touched = new Set(
        events.flatMap(event => (event.path.length > 0 ? [String(event.path[0])] : [...event.keys.keys()])),
      )
      const wanted = new Map<string, Remark | null>()
      for (const key of touched) {
        const [old, now] = [known.get(key), map.has(key) ? normalise(plainOf(map.get(key))) : undefined]
        const right = author === null ? asRemark(now) : judge(old, asRemark(now), author, openTo[name], known.size)
        if (right) known.set(key, right)
        else known.delete(key)
        if (canonical(right ?? null) !== canonical(now ?? null)) wanted.set(key, right)
      }
      // After the transaction that is being observed.
      if (wanted.size > 0) queueMicrotask(() => correct(doc, map, wanted))
    })
  }
}

function plainOf(value: unknown): unknown {
  return value instanceof Y.AbstractType ? value.toJSON() : value
}

function asRemark(value: unknown): Remark | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Remark) : null
}

/** The remark as it should be after the author's change; null for none. */
function judge(
  old: Remark | undefined,
  now: Remark | null,
  author: Address,
  open: string,
  count: number,
): Remark | null {
  if (!old) {
    if (!now || count >= draftLimits.comments) return null
    return { ...now, author, at: nowSeconds() }
  }
  if (old.author === author) return now && { ...now, author, at: old.at }
  return now?.[open] === undefined ? old : { ...old, [open]: now[open] }
}

function correct(doc: Y.Doc, map: Y.Map<unknown>, wanted: Map<string, Remark | null>): void {
  doc.transact(
    () => {
      for (const [key, remark] of wanted) {
        if (!remark) map.delete(key)
        else if (map.get(key) instanceof Y.Map) fill(map.get(key) as Y.Map<unknown>, remark)
        else {
          const shared = new Y.Map<unknown>()
          map.set(key, shared)
          applyJsonObject(shared, remark as Parameters<typeof applyJsonObject>[1])
        }
      }
    },
    { source: 'local', skipStoreHooks: true },
  )
}

function fill(shared: Y.Map<unknown>, remark: Remark): void {
  for (const key of shared.keys()) if (!(key in remark)) shared.delete(key)
  for (const [key, value] of Object.entries(remark)) {
    if (canonical(plainOf(shared.get(key))) !== canonical(value)) shared.set(key, value)
  }
}

export type Remarks = Pick<ReturnType<typeof readDraft>, 'comments' | 'suggestions'>
