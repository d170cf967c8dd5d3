import { describe, expect, test } from 'vitest'
import {
  formatAmount,
  formatBps,
  formatBytes,
  formatDay,
  formatDeadline,
  formatDuration,
  formatMoney,
  formatMonth,
  formatShare,
  formatWeight,
  parseAmount,
  shortHex,
} from './format.ts'

const xts = { symbol: 'XTS', decimals: 2 }
const usd = { symbol: 'USDT.e', decimals: 6 }

// Intl separates with no-break spaces.
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('formatAmount', () => {
  test('default: the currency with its decimals', () => {
    expect(plain(formatAmount(123_456n, xts, 'en'))).toBe('XTS 1,234.56')
    expect(plain(formatAmount('-5', xts, 'zh-CN'))).toBe('-XTS 0.05')
    expect(plain(formatAmount(500n, { symbol: 'CNY', decimals: 2 }, 'zh-CN'))).toBe('¥5.00')
    expect(plain(formatAmount(1500n, { symbol: 'JPY', decimals: 0 }, 'en'))).toBe('¥1,500')
  })

  test('behavior: no digit is lost above what a number holds', () => {
    expect(plain(formatAmount(123_456_789_012_345_678_901_234n, xts, 'en'))).toBe(
      'XTS 1,234,567,890,123,456,789,012.34',
    )
  })

  test('behavior: units that are no currency keep every decimal', () => {
    expect(plain(formatAmount(1_234_567n, usd, 'en'))).toBe('1.234567 USDT.e')
    expect(plain(formatAmount(1_000_000n, usd, 'en'))).toBe('1.00 USDT.e')
  })

  test('behavior: signed, bare and compact', () => {
    expect(plain(formatAmount(100n, xts, 'en', { signed: true }))).toBe('+XTS 1.00')
    expect(formatAmount(0n, xts, 'en', { signed: true, bare: true })).toBe('0.00')
    expect(formatAmount(1_250_000n, xts, 'en', { compact: true, bare: true })).toBe('12.5K')
    expect(formatAmount(1_250_000n, xts, 'zh-CN', { compact: true, bare: true })).toBe('1.3万')
  })
})

describe('parseAmount', () => {
  test('default', () => {
    expect(parseAmount('1,234.5', 2, 'en')).toBe(123_450n)
    expect(parseAmount(' 7 ', 2, 'zh-CN')).toBe(700n)
    expect(parseAmount('1.234,5', 2, 'de')).toBe(123_450n)
  })

  test('behavior: what is no amount is null, never rounded', () => {
    for (const text of ['', '.', '-1', '1e3', '0x10', '1.005', 'abc', '1.2.3']) {
      expect(parseAmount(text, 2, 'en')).toBeNull()
    }
  })
})

describe('formatMoney', () => {
  test('default', () => {
    expect(plain(formatMoney('-12.5', 'XTS', 'en'))).toBe('-XTS 12.50')
    expect(formatMoney('3', 'points', 'en')).toBe('3 points')
  })
})

describe('dates and parts', () => {
  test('months count from January 1970', () => {
    expect(formatMonth(670, 'en')).toBe('November 2025')
    expect(formatMonth(670, 'zh-CN')).toBe('2025年11月')
    expect(formatMonth(0, 'en', 'short')).toBe('Jan 1970')
  })

  test('a civil date does not move with the time zone', () => {
    expect(formatDay('2026-03-01', 'en')).toBe('Mar 1, 2026')
    expect(formatDay('2026-03-01', 'zh-CN')).toBe('2026年3月1日')
  })

  test('a deadline names its time zone', () => {
    const seconds = Date.UTC(2035, 11, 31, 15, 59, 59) / 1000
    const zone = (locale: string) =>
      new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(seconds * 1000).at(-1)?.value ?? ''
    expect(formatDeadline(seconds, 'en')).toMatch(/^(Dec 31, 2035|Jan 1, 2036), /)
    expect(formatDeadline(seconds, 'zh-CN')).toMatch(/^(2035年12月31日|2036年1月1日)/)
    for (const locale of ['en', 'zh-CN']) expect(formatDeadline(seconds, locale)).toContain(zone(locale).slice(0, 3))
  })

  test('percentages and durations', () => {
    expect(formatBps(1250, 'en')).toBe('12.5%')
    expect(formatShare(1, 3, 'en')).toBe('33.33%')
    expect(formatShare(0, 0, 'en')).toBe('0%')
    expect(formatWeight(3, 4, 'en')).toBe('75%')
    expect(formatWeight(4, 6, 'en')).toBe('2/3')
    expect(formatDuration(15 * 86_400, 'en')).toBe('15 days')
    expect(formatDuration(7_200, 'en')).toBe('2 hours')
    expect(formatDuration(90, 'en')).toBe('2 minutes')
    expect(formatDuration(15 * 86_400, 'zh-CN')).toBe('15天')
    expect([1, 999_499, 999_500].map(bytes => formatBytes(bytes, 'en'))).toEqual(['1 byte', '999 kB', '1 MB'])
  })

  test('ids are shortened', () => {
    expect(shortHex('0x1234567890abcdef')).toBe('0x1234…cdef')
    expect(shortHex('0x12')).toBe('0x12')
  })
})
