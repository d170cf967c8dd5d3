import { applyJsonObject } from 'immer-yjs'
import * as Y from 'yjs'
import type { ListName } from './model.ts'

type Item = { id: string }

const listOf = (doc: Y.Doc, name: ListName) => doc.getMap('terms').get(name) as Y.Array<Y.Map<unknown>> | undefined

function toMap(item: Item): Y.Map<unknown> {
  const map = new Y.Map<unknown>()
  applyJsonObject(map, JSON.parse(JSON.stringify(item)))
  return map
}

const placeOf = (list: Y.Array<Y.Map<unknown>>, id: string) => list.toArray().findIndex(item => item.get('id') === id)

// Written to the list itself: a change of the whole list would undo what others are typing into its items.

/** Puts an item into a list, by default at its end. */
export function insertItem(doc: Y.Doc, name: ListName, item: Item, place?: number): void {
  doc.transact(() => {
    const terms = doc.getMap('terms')
    const list = listOf(doc, name) ?? terms.set(name, new Y.Array<Y.Map<unknown>>())
    list.insert(Math.min(place ?? list.length, list.length), [toMap(item)])
  })
}

/** Takes an item out of a list. */
export function removeItem(doc: Y.Doc, name: ListName, id: string): void {
  const list = listOf(doc, name)
  const place = list ? placeOf(list, id) : -1
  if (list && place >= 0) list.delete(place)
}

/** Moves an item up or down by one place. */
export function moveItem(doc: Y.Doc, name: ListName, id: string, by: 1 | -1): void {
  const list = listOf(doc, name)
  if (!list) return
  const place = placeOf(list, id)
  const target = place + by
  if (place < 0 || target < 0 || target >= list.length) return
  doc.transact(() => {
    const item = list.get(place).toJSON() as Item
    list.delete(place)
    list.insert(target, [toMap(item)])
  })
}

/** Renames a receiver everywhere it is named. */
export function renameReceiver(terms: Renamed, before: string, after: string): void {
  const rename = (given: object | undefined) => {
    const shares = given as Record<string, unknown> | undefined
    if (!shares || !(before in shares) || after in shares) return
    shares[after] = shares[before]
    delete shares[before]
  }
  for (const clause of [...terms.monthly, ...terms.clauses]) {
    rename(clause.shares)
    rename((clause as { lock?: { otherwise?: Record<string, unknown> } }).lock?.otherwise)
  }
}

type Renamed = { monthly: { shares: object }[]; clauses: { shares: object; lock?: object | undefined }[] }
