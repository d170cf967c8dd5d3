import { describe, expect, test } from 'vitest'
import { addChanges } from './toldChanges.ts'

const terms = { title: 'T', parties: [{ name: 'Ada' }], clauses: [{ name: 'Fee' }, { name: 'Rest' }], prose: 'words' }
const none = { changes: [], count: 0 }
const change = (path: string, before: unknown, after: unknown) => ({ path, before, after })

describe('addChanges', () => {
  test('default: the item by its name, short texts as they were and are', () => {
    const told = addChanges(
      none,
      [
        change('clauses[1].limit', '5.00', '6.00'),
        change('clauses[0]', null, { name: 'Fee', shares: {} }),
        change('parties[1]', { name: 'Bea' }, null),
        change('prose[2]', 'x', 'y'),
        change('period', null, { timezone: 'Z' }),
      ],
      terms,
    )
    expect(told).toEqual({
      count: 5,
      changes: [
        { path: 'clauses[1].limit', kind: 'changed', item: 'Rest', before: '5.00', after: '6.00' },
        { path: 'clauses[0]', kind: 'added', item: 'Fee' },
        { path: 'parties[1]', kind: 'removed', item: 'Bea' },
        { path: 'prose', kind: 'changed' },
        { path: 'period', kind: 'changed' },
      ],
    })
  })

  test('behavior: one place is told once, from what it was to what it is', () => {
    const typed = ['H', 'Ha', 'Har'].reduce(
      (told, after, i, all) => addChanges(told, [change('title', i === 0 ? 'T' : all[i - 1], after)], terms),
      none as Parameters<typeof addChanges>[0],
    )
    expect(typed).toEqual({ count: 1, changes: [{ path: 'title', kind: 'changed', before: 'T', after: 'Har' }] })
    expect(addChanges(typed, [change('title', 'Har', 'T')], terms)).toEqual(none)
  })

  test('behavior: a clause that moved is the same place', () => {
    const first = addChanges(none, [change('clauses[0].rate', '1%', '2%')], { clauses: [{ name: 'Rest' }] })
    expect(addChanges(first, [change('clauses[1].rate', '2%', '3%')], terms).changes).toEqual([
      { path: 'clauses[1].rate', kind: 'changed', item: 'Rest', before: '1%', after: '3%' },
    ])
  })

  test('behavior: what was put in and taken out again is not told', () => {
    const added = addChanges(none, [change('clauses[2]', null, { name: 'New' })], terms)
    expect(addChanges(added, [change('clauses[2]', { name: 'New' }, null)], terms)).toEqual(none)
  })

  test('behavior: many places are counted and the latest named; long texts are cut', () => {
    const many = Array.from({ length: 30 }, (_, i) => change(`clauses[${i}].limit`, null, 'x'.repeat(500)))
    const { changes, count } = addChanges(none, many, {})
    expect([changes.length, count, changes.at(-1)?.path, changes[0]?.after?.length]).toEqual([
      10,
      30,
      'clauses[29].limit',
      80,
    ])
  })
})
