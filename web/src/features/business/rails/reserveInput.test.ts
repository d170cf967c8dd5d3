import { Reserve } from '@concordat/sdk/payments/processor.ts'
import { describe, expect, test } from 'vitest'
import { readReserve, writeReserve } from './reserveInput.ts'

const day = 86_400
const read = (rate: string, days: string, locale = 'en') => readReserve({ isKept: true, rate, days }, locale)

describe('a reserve as people write it', () => {
  test.each([
    ['5', '30', { rateBps: 500, duration: 30 * day }],
    ['2.5', '0.5', { rateBps: 250, duration: day / 2 }],
    ['0.01', '49710', { rateBps: 1, duration: 49_710 * day }],
    ['100', '1', { rateBps: 10_000, duration: day }],
  ])('default: %s %% for %s days', (rate, days, reserve) => {
    expect(read(rate, days)).toEqual({ reserve, wrong: [] })
    expect(Reserve.parse(reserve)).toEqual(reserve)
  })

  test.each([
    ['0', '30', ['rate']],
    ['100.01', '30', ['rate']],
    ['0.001', '30', ['rate']],
    ['-5', '30', ['rate']],
    ['', '', ['rate', 'days']],
    ['five', '30', ['rate']],
    ['5', '0', ['days']],
    ['5', '0.000001', ['days']],
    ['5', '49711', ['days']],
    ['5', '1e9', ['days']],
  ])('error: %s %% for %s days', (rate, days, wrong) => {
    expect(read(rate, days)).toEqual({ reserve: null, wrong })
  })

  test('behavior: none', () => {
    expect(readReserve({ isKept: false, rate: 'x', days: '' }, 'en')).toEqual({ reserve: null, wrong: [] })
    expect(writeReserve(null, 'en').isKept).toBe(false)
  })

  test.each(['en', 'zh-CN'])('behavior: what is written is read, to the second, in %s', locale => {
    for (const reserve of [
      { rateBps: 1, duration: 1 },
      { rateBps: 333, duration: 100_001 },
      { rateBps: 10_000, duration: 2 ** 32 - 1 },
    ])
      expect(readReserve(writeReserve(reserve, locale), locale)).toEqual({ reserve, wrong: [] })
  })
})
