import { describe, expect, test } from 'vitest'
import { pathText, putAt, readPath, valueAt } from './paths.ts'

const terms = () => ({ title: 'Site', clauses: [{ name: 'First', shares: { Ada: '60%' } }] })

describe('paths', () => {
  test('default: written as problems write them, and read back', () => {
    const path = ['clauses', 0, 'shares', 'Ada'] as const
    expect(pathText(path)).toBe('clauses[0].shares.Ada')
    expect(readPath('clauses[0].shares.Ada')).toEqual(path)
    expect(valueAt(terms(), path)).toBe('60%')
    expect(valueAt(terms(), ['clauses', 3, 'name'])).toBeUndefined()
  })

  test('behavior: a value is put, replaced and taken away', () => {
    const changed = terms()
    putAt(changed, ['clauses', 0, 'limit'], '100')
    putAt(changed, ['clauses', 0, 'shares', 'Ada'], undefined)
    putAt(changed, ['clauses', 9, 'name'], 'nowhere')
    expect(changed.clauses).toEqual([{ name: 'First', limit: '100', shares: {} }])
  })

  test('behavior: what holds a value is made with it, but no item of a list', () => {
    const changed = { clauses: [{ name: 'First' }] }
    putAt(changed, ['clauses', 0, 'lock', 'otherwise', 'Ada'], '100%')
    putAt(changed, ['basis', 'fees'], 'parties')
    putAt(changed, ['period', 'closeAfter'], undefined)
    putAt(changed, ['clauses', 1, 'shares', 'Ada'], '100%')
    expect(changed).toEqual({
      clauses: [{ name: 'First', lock: { otherwise: { Ada: '100%' } } }],
      basis: { fees: 'parties' },
    })
  })
})
