import { applyJsonObject } from 'immer-yjs'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { insertItem, moveItem, removeItem, renameReceiver } from './lists.ts'

const item = (id: string) => ({ id, name: id, shares: { Ada: '100%' } })

function draft() {
  const doc = new Y.Doc()
  applyJsonObject(doc.getMap('terms'), { clauses: [item('a'), item('b')] })
  return doc
}
const ids = (doc: Y.Doc) => (doc.getMap('terms').toJSON() as { clauses: { id: string }[] }).clauses.map(each => each.id)

describe('lists', () => {
  test('default: put in, moved, taken out', () => {
    const doc = draft()
    insertItem(doc, 'clauses', item('c'), 1)
    expect(ids(doc)).toEqual(['a', 'c', 'b'])
    moveItem(doc, 'clauses', 'c', 1)
    moveItem(doc, 'clauses', 'a', -1)
    expect(ids(doc)).toEqual(['a', 'b', 'c'])
    removeItem(doc, 'clauses', 'b')
    expect(ids(doc)).toEqual(['a', 'c'])
  })

  test('behavior: an item taken out leaves what somebody else types into the next one', () => {
    const [one, other] = [draft(), new Y.Doc()]
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
    removeItem(one, 'clauses', 'a')
    const list = other.getMap('terms').get('clauses') as Y.Array<Y.Map<unknown>>
    list.get(1).set('name', 'typed')
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
    expect(one.getMap('terms').toJSON().clauses).toMatchObject([{ id: 'b', name: 'typed' }])
  })

  test('behavior: a list that is not there yet begins with its first item', () => {
    const doc = draft()
    insertItem(doc, 'monthly', item('m'))
    expect(doc.getMap('terms').toJSON().monthly).toHaveLength(1)
  })
})

test('renameReceiver: in shares and in what happens otherwise', () => {
  const clause = { shares: { Ada: '50%', Ben: '50%' }, lock: { otherwise: { Ada: '100%' } } }
  const terms = { monthly: [], clauses: [clause] }
  renameReceiver(terms, 'Ada', 'Eva')
  renameReceiver(terms, 'Ben', 'Eva')
  expect(clause).toEqual({ shares: { Ben: '50%', Eva: '50%' }, lock: { otherwise: { Eva: '100%' } } })
})
