import { expect, test } from 'vitest'
import { readTerms } from './readTerms.ts'

const file = {
  title: 'Site',
  business: 'site',
  currency: 'JPY',
  parties: [
    { name: 'Ada', role: 'investor' },
    { name: 'Ben', role: 'operator' },
  ],
  signBy: '2020-01-01',
  clauses: [{ name: 'Rest', shares: { Ada: 1, Ben: 2 } }],
}

test('readTerms: names stand in for what only the chain knows, and a passed deadline does not matter', () => {
  const { terms, names, asset } = readTerms(JSON.stringify(file))
  expect(names.parties).toEqual(['Ada', 'Ben'])
  expect(asset).toEqual({ symbol: 'JPY', decimals: 0 })
  expect(terms.rules.clauses[0]?.total).toBe(3)
})

test('error: FileNotJson', () => {
  expect(() => readTerms('title: Site')).toThrow(expect.objectContaining({ code: 'FileNotJson' }))
})

test('error: TermsRefused, with the place of every problem', () => {
  expect(() => readTerms('{"title": 1}')).toThrow(/title/)
  const unfair = { ...file, clauses: [{ name: 'Rest', rate: '50%', shares: { Ada: 1, Cara: 2 } }] }
  expect(() => readTerms(JSON.stringify(unfair))).toThrow(expect.objectContaining({ code: 'TermsRefused' }))
})
