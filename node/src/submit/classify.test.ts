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

  test('behavior: an instruction that has passed a state is done with it, one that has not reached it comes later', () => {
    const [issued, accepted, paid, failed, reversed] = [1, 2, 3, 4, 5]
    const verdict = (from?: number, to?: number) => classify('StateCannotFollow', { from, to })
    expect([verdict(paid, accepted), verdict(paid, paid), verdict(reversed, paid), verdict(failed, reversed)]).toEqual(
      Array(4).fill('done'),
    )
    expect([verdict(issued, reversed), verdict(accepted, reversed)]).toEqual(['later', 'later'])
  })

  test('behavior: everything else is not tried again soon', () => {
    for (const code of ['RefundAbovePayment', 'DeadlinePassed', 'WrongAsset']) expect(classify(code)).toBe('never')
  })
})
