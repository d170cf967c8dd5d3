/** A time in an error's evidence as people read it; the raw value when it is none. */
export function timeText(value: unknown): string {
  const seconds = Number(value)
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 8.64e12) return String(value)
  return new Date(seconds * 1000).toISOString().replace('.000Z', ' UTC').replace('T', ' ')
}

/** Basis points as a percentage, exact: 10250 is "102.5 %". */
export function percentText(value: unknown): string {
  return `${Number(value) / 100} %`
}

/** A month counted from January 1970 as people read it: 670 is "2025-11". */
export function monthText(value: unknown): string {
  const month = Number(value)
  return `${1970 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** A clause in an error's evidence: an index counts from one, a name is quoted. */
export function clauseText(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(Number(value) + 1)
}

/** An index in an error's evidence, counted from one. */
export function ordinalText(value: unknown): string {
  return String(Number(value) + 1)
}

/** A duration in seconds as people read it: whole days where it is that long. */
export function durationText(value: unknown): string {
  const seconds = Number(value)
  return seconds >= 86_400 ? `${Math.floor(seconds / 8_640) / 10} days` : `${seconds} seconds`
}

/** A hash or an address in short: enough to tell two apart. */
export function shortText(value: unknown): string {
  const text = String(value)
  return /^0x[0-9a-fA-F]{20,}$/.test(text) ? `${text.slice(0, 8)}…${text.slice(-4)}` : text
}
