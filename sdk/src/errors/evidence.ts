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
