import { errorsAbi } from '@concordat/sdk/generated/abi.ts'
import { describe, expect, test } from 'vitest'
import { classify, doneCodes, laterCodes } from './classify.ts'

describe(classify, () => {
  test('behavior: every code it sorts is one of the contracts', () => {
    const known = new Set<string>(errorsAbi.map(({ name }) => name))
    expect([...doneCodes, ...laterCodes].filter(code => !known.has(code))).toEqual(['Reverted'])
  })

  test('behavior: what somebody else did is done', () => {
    expect(classify('AlreadyIssued')).toBe('done')
    expect(classify('MonthNotOpen', { month: 660, openMonth: 661 })).toBe('done')
  })

  test('behavior: what the chain is not ready for comes later', () => {
    expect(classify('MonthNotOpen', { month: 661, openMonth: 660 })).toBe('later')
    for (const code of ['EntriesMissing', 'PaymentUnknown', 'Frozen', 'Reverted']) expect(classify(code)).toBe('later')
  })

  test('behavior: everything else is not tried again soon', () => {
    for (const code of ['RefundAbovePayment', 'DeadlinePassed', 'WrongAsset']) expect(classify(code)).toBe('never')
  })
})
