import type { Comment, Suggestion } from '@concordat/sdk/drafts/document.ts'
import { applyJsonObject } from 'immer-yjs'
import * as Y from 'yjs'
import type { DraftTerms } from '../document/model.ts'
import { type Path, putAt, readPath } from '../document/paths.ts'

type NewComment = Pick<Comment, 'target' | 'author' | 'text'>
type NewSuggestion = Pick<Suggestion, 'target' | 'path' | 'value' | 'author' | 'note'>

function add(doc: Y.Doc, list: 'comments' | 'suggestions', entry: object): void {
  const id = crypto.randomUUID()
  doc.transact(() => {
    const map = doc.getMap(list).set(id, new Y.Map())
    applyJsonObject(map, JSON.parse(JSON.stringify({ id, at: Math.floor(Date.now() / 1000), ...entry })))
  })
}

/** Says something about a part of the draft. */
export const addComment = (doc: Y.Doc, comment: NewComment) => add(doc, 'comments', { ...comment, resolved: false })

/** Proposes another value for a field. */
export const addSuggestion = (doc: Y.Doc, suggestion: NewSuggestion) =>
  add(doc, 'suggestions', { ...suggestion, state: 'open' })

/** Marks a comment as dealt with. */
export function resolveComment(doc: Y.Doc, id: string): void {
  const comment = doc.getMap('comments').get(id)
  if (comment instanceof Y.Map) comment.set('resolved', true)
}

/** Says what became of a suggestion. */
export function settleSuggestion(doc: Y.Doc, id: string, state: 'accepted' | 'rejected'): void {
  const suggestion = doc.getMap('suggestions').get(id)
  if (suggestion instanceof Y.Map) suggestion.set('state', state)
}

/** Where the item that a comment or suggestion is about stands now; null when it is gone. */
export function placeOfTarget(terms: DraftTerms, target: string): Path | null {
  for (const list of ['parties', 'monthly', 'clauses', 'registers'] as const) {
    const place = terms[list].findIndex(({ id }) => id === target)
    if (place >= 0) return [list, place]
  }
  return ['general', 'parties', 'money', 'prose'].includes(target) ? [] : null
}

/** Takes a suggestion over into the terms; false when what it is about is gone. */
export function applySuggestion(terms: DraftTerms, { target, path, value }: Suggestion): boolean {
  const place = placeOfTarget(terms, target)
  if (!place) return false
  putAt(terms, [...place, ...readPath(path)], value)
  return true
}
