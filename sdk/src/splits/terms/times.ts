import { ConcordatError } from '../../errors/concordatError.ts'

const duration = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const day = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/

/** Seconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds: "P15D". */
export function parseDuration(given: string): number {
  const match = duration.exec(given)
  if (!match) throw new ConcordatError('DurationUnreadable', { given })
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(part => Number(part ?? 0))
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
}

/** Seconds as an ISO 8601 duration: 1,296,000 is "P15D". */
export function formatDuration(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  const rest = seconds % 86_400
  const hours = Math.floor(rest / 3_600)
  const minutes = Math.floor((rest % 3_600) / 60)
  const parts = [hours ? `${hours}H` : '', minutes ? `${minutes}M` : '', rest % 60 ? `${rest % 60}S` : ''].join('')
  return `P${days || !parts ? `${days}D` : ''}${parts ? `T${parts}` : ''}`
}

/** Minutes east of UTC: "+08:00" is 480. */
export function parseTimezone(given: string): number {
  const match = /^([+-])(\d{2}):([0-5]\d)$/.exec(given)
  if (!match && given !== 'Z') throw new ConcordatError('TimezoneUnreadable', { given })
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)
  return match?.[1] === '-' ? -minutes : minutes
}

/** Minutes east of UTC as "+08:00". */
export function formatTimezone(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/**
 * A deadline, Unix seconds: the last second of a date, a moment, or a duration from now.
 * @param now Unix seconds.
 * @param utcOffsetMinutes Where dates begin, in minutes east of UTC.
 */
export function parseDeadline(given: string, now: number, utcOffsetMinutes: number): number {
  if (given.startsWith('P')) return now + parseDuration(given)
  const isDay = day.test(given)
  const milliseconds = isDay || moment.test(given) ? Date.parse(isDay ? `${given}T23:59:59Z` : given) : Number.NaN
  const isReal = !Number.isNaN(milliseconds) && (!isDay || new Date(milliseconds).toISOString().startsWith(given))
  if (!isReal) throw new ConcordatError('TimeUnreadable', { given })
  return milliseconds / 1000 - (isDay ? utcOffsetMinutes * 60 : 0)
}

/** Unix seconds as a moment in UTC. */
export function formatDeadline(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

/** Unix seconds as a date where they are its last second there, otherwise as a moment in UTC. */
export function formatDay(seconds: number, utcOffsetMinutes: number): string {
  const local = seconds + utcOffsetMinutes * 60
  return (local + 1) % 86_400 === 0 ? formatDeadline(local).slice(0, 10) : formatDeadline(seconds)
}
