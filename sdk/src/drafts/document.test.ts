import * as fc from 'fast-check'
import { bind } from 'immer-yjs'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { SplitsTermsFile } from '../splits/terms/file.ts'
import {
  commentsOf,
  DraftTerms,
  hashOf,
  proseOf,
  readDraft,
  readTerms,
  seedDraft,
  snapshotHash,
  snapshotOf,
  suggestionsOf,
  termsOf,
} from './document.ts'
import { templates } from './templates.ts'

const file = { ...templates.charging('en', '2026-12'), registers: [] }

function seeded(): Y.Doc {
  const doc = new Y.Doc()
  seedDraft(doc, file)
  return doc
}

type Terms = { title: string; clauses: { id: string; name: string; limit?: string; shares: Record<string, string> }[] }
const edit = (doc: Y.Doc, change: (terms: Terms) => void) => bind<Terms>(termsOf(doc)).update(change)

describe('seedDraft', () => {
  test('default: the terms read back are those given', () => {
    const doc = seeded()
    expect(readTerms(doc)).toEqual(file)
    expect(DraftTerms.safeParse(readDraft(doc).terms).error).toBeUndefined()
    const ids = [...(readDraft(doc).terms.parties ?? []), ...(readDraft(doc).terms.clauses ?? [])].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(['en', 'zh'] as const)('behavior: every template is a terms file in %s', language => {
    for (const template of Object.values(templates)) {
      const doc = new Y.Doc()
      seedDraft(doc, template(language, '2026-12'))
      expect(SplitsTermsFile.safeParse(readTerms(doc)).success).toBe(true)
    }
  })
})

describe('snapshotOf', () => {
  test('behavior: the order of keys and the history do not matter, the content does', () => {
    const doc = seeded()
    const [first, again] = [snapshotOf(doc), snapshotHash(readTerms(doc))]
    edit(doc, terms => {
      terms.title = 'Other'
    })
    expect(snapshotOf(doc)).not.toBe(first)
    edit(doc, terms => {
      terms.title = file.title
    })
    expect(snapshotOf(doc)).toBe(first)
    expect(snapshotHash(Object.fromEntries(Object.entries(file).reverse()) as typeof file)).toBe(again)
    expect(hashOf({ a: 1, b: 2 })).toBe(hashOf({ b: 2, a: 1 }))
    expect(Y.encodeStateAsUpdate(doc)).not.toEqual(Y.encodeStateAsUpdate(seeded()))
  })

  test('behavior: documents edited apart and merged give the same snapshot, whatever the order', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('title' as const), text: fc.string({ maxLength: 8, unit: 'binary' }) }),
      fc.record({ kind: fc.constant('limit' as const), at: fc.nat(9), text: fc.string({ maxLength: 5 }) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('add' as const), at: fc.nat(9), text: fc.string({ maxLength: 5 }) }),
      fc.record({ kind: fc.constant('prose' as const), at: fc.nat(400), text: fc.string({ maxLength: 9 }) }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.nat(300), count: fc.nat(9) }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), action), { maxLength: 24 }), actions => {
        const base = Y.encodeStateAsUpdate(seeded())
        const docs = [0, 1, 2].map(() => new Y.Doc())
        for (const doc of docs) Y.applyUpdate(doc, base)
        for (const [index, step] of actions) {
          const doc = docs[index] as Y.Doc
          if (step.kind === 'prose') proseOf(doc).insert(Math.min(step.at, proseOf(doc).length), step.text)
          else if (step.kind === 'cut') {
            const at = Math.min(step.at, proseOf(doc).length)
            proseOf(doc).delete(at, Math.min(step.count, proseOf(doc).length - at))
          } else
            edit(doc, terms => {
              const clause = terms.clauses[step.kind === 'title' ? 0 : step.at % (terms.clauses.length || 1)]
              if (step.kind === 'title') terms.title = step.text
              if (step.kind === 'limit' && clause) clause.limit = step.text
              if (step.kind === 'remove' && clause) terms.clauses.splice(terms.clauses.indexOf(clause), 1)
              if (step.kind === 'add') terms.clauses.push({ id: crypto.randomUUID(), name: step.text, shares: {} })
            })
        }
        const updates = docs.map(doc => Y.encodeStateAsUpdate(doc))
        for (const update of updates) Y.applyUpdate(docs[0] as Y.Doc, update)
        for (const update of updates.toReversed()) Y.applyUpdate(docs[1] as Y.Doc, update)
        Y.applyUpdate(docs[2] as Y.Doc, Y.mergeUpdates(updates))
        const [first, ...others] = docs.map(snapshotOf)
        expect(others).toEqual([first, first])
      }),
      { numRuns: 60 },
    )
  })

  test('behavior: what no reader could keep does not count', () => {
    const doc = new Y.Doc()
    const map = termsOf(doc)
    map.set('title', 'a\ud800b\u0000c')
    map.set('gone', null)
    map.set('endless', Number.POSITIVE_INFINITY)
    map.set('bytes', new Uint8Array([1]))
    map.set('list', [1, null, 'x'])
    map.set('__proto__', { polluted: true })
    expect(readTerms(doc)).toEqual({ title: 'a\ufffdbc', list: [1, 'x'] })
    expect(JSON.parse(snapshotOf(doc))).toEqual(readTerms(doc))
  })
})

describe('readDraft', () => {
  test('behavior: malformed comments and suggestions are left out', () => {
    const doc = seeded()
    const author = `0x${'11'.repeat(20)}`
    const comment = { id: 'c1', target: 'title', author, at: 1, text: 'Why?' }
    commentsOf(doc).set('c1', comment)
    commentsOf(doc).set('c2', { id: 'c2', text: 3 })
    suggestionsOf(doc).set('s1', { id: 's1', target: 'x', path: 'limit', value: '5', author, at: 1 })
    expect(readDraft(doc).comments).toEqual([{ ...comment, resolved: false }])
    expect(readDraft(doc).suggestions).toMatchObject([{ id: 's1', state: 'open', note: '' }])
  })
})
