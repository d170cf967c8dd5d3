import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { editText, movedPlace } from './editText.ts'

const textOf = (content: string) => {
  const text = new Y.Doc().getText('prose')
  text.insert(0, content)
  return text
}

describe('editText', () => {
  test('default: the smallest replacement', () => {
    const text = textOf('The rent is 1,100.')
    const deltas: unknown[] = []
    text.observe(event => deltas.push(event.delta))
    editText(text, 'The rent is 1,250.')
    expect(text.toString()).toBe('The rent is 1,250.')
    expect(deltas).toEqual([[{ retain: 14 }, { delete: 2 }, { insert: '25' }]])
  })

  test.each([
    ['', 'new'],
    ['old', ''],
    ['aaa', 'aa'],
    ['aa', 'aaa'],
    ['甲方付款', '甲方不付款'],
    ['a😀b', 'a😁b'],
  ])('behavior: %j becomes %j', (before, after) => {
    const text = textOf(before)
    editText(text, after)
    expect(text.toString()).toBe(after)
  })

  test('behavior: two people typing at different places keep both', () => {
    const [one, other] = [new Y.Doc(), new Y.Doc()]
    one.getText('prose').insert(0, 'rent and power')
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
    editText(one.getText('prose'), 'The rent and power')
    editText(other.getText('prose'), 'rent and power are due')
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
    expect(one.getText('prose').toString()).toBe('The rent and power are due')
    expect(other.getText('prose').toString()).toBe('The rent and power are due')
  })
})

describe('movedPlace', () => {
  test('default', () => {
    expect(movedPlace(5, [{ insert: 'abc' }])).toBe(8)
    expect(movedPlace(5, [{ retain: 6 }, { insert: 'abc' }])).toBe(5)
    expect(movedPlace(5, [{ retain: 2 }, { delete: 2 }])).toBe(3)
    expect(movedPlace(5, [{ retain: 4 }, { delete: 9 }])).toBe(4)
  })
})
