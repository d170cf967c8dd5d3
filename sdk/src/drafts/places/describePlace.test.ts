import { describe, expect, test } from 'vitest'
import { describePlace } from './describePlace.ts'

describe('describePlace', () => {
  test('default', () => {
    const paths = [
      'title',
      'period.timezone',
      'clauses[1].limit',
      'clauses[1].shares.Ada',
      'clauses',
      'prose[12]',
      'processor.account',
    ]
    expect(paths.map(path => describePlace(path, 'en'))).toEqual([
      'Name of the agreement',
      'Time zone of the months',
      'Clause 2 · At most, in total',
      'Clause 2 · Share of Ada',
      'Clauses',
      'The contract in words',
      'Number of the account',
    ])
    expect(describePlace('monthly[0].price.amount', 'zh')).toBe('每月款项 1 · 按计量单价')
  })

  test('behavior: an item by its own name, or left out', () => {
    expect(describePlace('clauses[1].rate', 'en', { item: 'Recoup' })).toBe('Recoup · Part of the revenue')
    expect(describePlace('clauses[1].rate', 'en', { item: null })).toBe('Part of the revenue')
    expect(describePlace('clauses[1]', 'en', { item: '$&' })).toBe('$&')
    expect(describePlace('clauses[1].shares["$& Co."]', 'en', { item: null })).toBe('Share of $& Co.')
  })

  test('behavior: a field nobody named here is called what the file calls it', () => {
    expect(describePlace('custom.field', 'en')).toBe('custom.field')
    expect(describePlace('constructor', 'en')).toBe('constructor')
    expect(describePlace('[[', 'en')).toBe('')
  })
})
