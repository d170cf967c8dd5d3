import { describe, expect, test } from 'vitest'
import { formatDeadline, formatDuration, formatTimezone, parseDeadline, parseDuration, parseTimezone } from './times.ts'

describe('parseDuration', () => {
  test('default', () => {
    expect(parseDuration('P15D')).toBe(1_296_000)
    expect(parseDuration('P1W2DT3H4M5S')).toBe(788_645)
    expect(parseDuration('P0D')).toBe(0)
  })

  test('behavior: formatting leads back', () => {
    for (const seconds of [0, 1, 60, 3_661, 86_400, 1_296_000, 788_645]) {
      expect(parseDuration(formatDuration(seconds))).toBe(seconds)
    }
  })

  test.each(['P', 'PT', 'P1M', '15D', 'P1.5D', ''])('error: DurationUnreadable %s', given => {
    expect(() => parseDuration(given)).toThrow(expect.objectContaining({ code: 'DurationUnreadable' }))
  })
})

describe('parseTimezone', () => {
  test('default', () => {
    for (const text of ['+08:00', '-03:30', '+00:00']) expect(formatTimezone(parseTimezone(text))).toBe(text)
    expect(parseTimezone('-03:30')).toBe(-210)
  })
})

describe('parseDeadline', () => {
  test('default', () => {
    expect(formatDeadline(parseDeadline('2026-01-31', 0, 480))).toBe('2026-01-31T15:59:59Z')
    expect(parseDeadline('P1D', 1_000, 480)).toBe(87_400)
    expect(formatDeadline(parseDeadline('2026-01-31T12:00:00+08:00', 0, 0))).toBe('2026-01-31T04:00:00Z')
  })

  test.each(['2026-02-29', '2026-1-1', 'tomorrow', '2026-01-31 12:00'])('error: TimeUnreadable %s', given => {
    expect(() => parseDeadline(given, 0, 0)).toThrow(expect.objectContaining({ code: 'TimeUnreadable' }))
  })
})
