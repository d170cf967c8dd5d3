import { describe, expect, test } from 'vitest'
import type { BankEntry } from './statement.ts'
import { mergeEntry, stateOfTransfer } from './transfers.ts'

const debit: BankEntry = {
  reference: 'R1',
  isNamed: true,
  side: 'debit',
  status: 'booked',
  amount: '9000',
  currency: 'EUR',
  date: '2026-03-01',
  endToEndId: 'a'.repeat(35),
  returned: null,
  creditor: 'FR1420041010050500013M02606',
  remittance: [],
}
const pending: BankEntry = { ...debit, reference: 'R0', status: 'pending' }
const back: BankEntry = {
  ...debit,
  reference: 'R2',
  side: 'credit',
  returned: 'AC04',
  creditor: null,
  date: '2026-03-03',
}

const taken: BankEntry = { ...pending, reference: 'PSR-1 a', status: 'accepted', amount: '0', creditor: null }
const rejected: BankEntry = { ...taken, reference: 'PSR-2 a', status: 'rejected', returned: 'AC01' }

describe('stateOfTransfer', () => {
  test.each([
    ['nothing', [], undefined, null],
    ['a pending debit', [pending], 'accepted', null],
    ['a booked debit', [debit, pending], 'paid', null],
    ['what the bank took on', [taken], 'accepted', null],
    ['what it rejected', [rejected, taken, pending], 'rejected', 'AC01'],
    ['what it made all the same', [rejected, debit], 'paid', null],
    ['what came back later', [back, debit], 'reversed', 'AC04'],
    ['what came back the same day', [{ ...back, date: debit.date }, debit], 'failed', 'AC04'],
    ['less that came back', [debit, { ...back, amount: '8900' }], 'paid', null],
    ['what is to come back', [debit, { ...back, status: 'pending' as const }], 'paid', null],
    ['what came back of nothing', [back], undefined, null],
    ['a credit that is none of the return', [debit, { ...back, returned: null }], 'paid', null],
  ])('behavior: %s', (_, entries, state, failure) => {
    const found = stateOfTransfer(entries)
    expect(found?.state).toBe(state)
    expect(found?.failure ?? null).toBe(failure)
    expect(stateOfTransfer([...entries].reverse())).toEqual(found)
  })
})

describe('mergeEntry', () => {
  test('behavior: what is booked stays', () => {
    const booked = { ...pending, status: 'booked' as const, date: '2026-03-02', amount: '8999' }
    expect(mergeEntry(undefined, pending)).toBe(pending)
    expect(mergeEntry(pending, booked)).toBe(booked)
    expect(mergeEntry(booked, pending)).toBe(booked)
  })

  test('error: two words for one entry', () => {
    const code = expect.objectContaining({ code: 'EntryDiffers' })
    expect(() => mergeEntry(debit, { ...debit, amount: '1' })).toThrow(code)
    expect(() => mergeEntry(debit, { ...debit, date: '2026-03-02' })).toThrow(code)
    expect(() => mergeEntry(debit, { ...debit, currency: 'USD' })).toThrow(code)
  })
})
