import { monthOf, monthStart } from '../splits/months.ts'

/**
 * When a row counts, Unix seconds: the beginning of its business day, or of the month after the last closed one when
 * that day's month is closed already.
 * @param date The business date, YYYY-MM-DD.
 * @param utcOffsetMinutes Where the agreement's days begin, in minutes east of UTC.
 * @param lastClosed The last month whose close the business system has issued, counted from January 1970.
 */
export function assignBookedAt(date: string, utcOffsetMinutes: number, lastClosed?: number): number {
  const day = observedAtOf(date, utcOffsetMinutes)
  const isLate = lastClosed !== undefined && monthOf(day, utcOffsetMinutes) <= lastClosed
  return isLate ? monthStart(lastClosed + 1, utcOffsetMinutes) : day
}

/** The beginning of a business day, Unix seconds. */
export function observedAtOf(date: string, utcOffsetMinutes: number): number {
  return Date.parse(`${date}T00:00:00Z`) / 1_000 - utcOffsetMinutes * 60
}

/** The business day of a moment, YYYY-MM-DD. */
export function dateOf(seconds: number, utcOffsetMinutes: number): string {
  return new Date((seconds + utcOffsetMinutes * 60) * 1_000).toISOString().slice(0, 10)
}
