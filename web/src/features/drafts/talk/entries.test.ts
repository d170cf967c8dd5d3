import { readDraft, seedDraft } from '@concordat/sdk/drafts/document.ts'
import { bind } from 'immer-yjs'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { moveItem } from '../document/lists.ts'
import type { DraftTerms } from '../document/model.ts'
import { addComment, addSuggestion, applySuggestion, resolveComment, settleSuggestion } from './entries.ts'

const author = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

function draft() {
  const doc = new Y.Doc()
  seedDraft(doc, {
    title: 'Site',
    currency: 'EUR',
    parties: [{ name: 'Ada', role: 'owner' }],
    signBy: 'P30D',
    clauses: [
      { name: 'First', limit: '100', shares: { Ada: '100%' } },
      { name: 'Rest', shares: { Ada: '100%' } },
    ],
  })
  return doc
}

test('a suggestion follows its clause, and is taken over where the clause stands now', () => {
  const doc = draft()
  const clause = readDraft(doc).terms.clauses[0]?.id ?? ''
  addSuggestion(doc, { target: clause, path: 'limit', value: '250', author, note: 'costs rose' })
  moveItem(doc, 'clauses', clause, 1)
  const suggestion = readDraft(doc).suggestions[0]
  if (!suggestion) throw new Error('no suggestion')
  const binder = bind<DraftTerms & Record<string, never>>(doc.getMap('terms'))
  binder.update(terms => void applySuggestion(terms, suggestion))
  settleSuggestion(doc, suggestion.id, 'accepted')
  const after = readDraft(doc)
  expect(after.terms.clauses.map(({ name, limit }) => [name, limit])).toEqual([
    ['Rest', undefined],
    ['First', '250'],
  ])
  expect(after.suggestions[0]?.state).toBe('accepted')
  expect(applySuggestion(binder.get(), { ...suggestion, target: 'gone' })).toBe(false)
})

test('a comment is kept and marked as dealt with', () => {
  const doc = draft()
  addComment(doc, { target: 'general', author, text: 'Which city?' })
  const [comment] = readDraft(doc).comments
  resolveComment(doc, comment?.id ?? '')
  expect(readDraft(doc).comments).toMatchObject([{ text: 'Which city?', resolved: true, author }])
})
