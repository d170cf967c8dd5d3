import { expect, test } from 'vitest'
import { asMode, modeOf, sharesSum } from './shares.ts'

test('shares: percent and weights, and what they come to', () => {
  expect(modeOf({})).toBe('percent')
  expect(modeOf({ Ada: '60%', Ben: '40%' })).toBe('percent')
  expect(modeOf({ Ada: 2, Ben: 1 })).toBe('weights')
  expect(sharesSum({ Ada: '33.33333%', Ben: '66.66667%' })).toBe(100)
  expect(sharesSum({ Ada: '0.1%', Ben: '0.2%' })).toBe(0.3)
  expect(asMode({ Ada: '60%', Ben: '40%' }, 'weights')).toEqual({ Ada: 60, Ben: 40 })
  expect(asMode({ Ada: 2, Ben: 1 }, 'percent')).toEqual({ Ada: '2%', Ben: '1%' })
})
