import { ConcordatError } from '../errors/concordatError.ts'
import { monthText } from '../errors/evidence.ts'

/**
 * The civil month of a moment.
 * @param timestamp Unix seconds.
 * @param utcOffsetMinutes Where civil months begin, in minutes east of UTC.
 * @returns Months since January 1970.
 */
export function monthOf(timestamp: number, utcOffsetMinutes: number): number {
  const local = new Date((timestamp + utcOffsetMinutes * 60) * 1000)
  return (local.getUTCFullYear() - 1970) * 12 + local.getUTCMonth()
}

/** The first second of a civil month, Unix seconds. */
export function monthStart(month: number, utcOffsetMinutes: number): number {
  return Date.UTC(1970, month, 1) / 1000 - utcOffsetMinutes * 60
}

/** The first second after a civil month, Unix seconds. */
export function monthEnd(month: number, utcOffsetMinutes: number): number {
  return monthStart(month + 1, utcOffsetMinutes)
}

/** "2025-11" as months since January 1970. */
export function parseMonth(text: string): number {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  const month = match ? (Number(match[1]) - 1970) * 12 + Number(match[2]) - 1 : -1
  if (month < 0 || month > 65_535) throw new ConcordatError('MonthUnreadable', { given: text })
  return month
}
/** Months since January 1970 as "2025-11". */
export function formatMonth(month: number): string {
  return monthText(month)
}
