/** A month counted from January 1970 as people write it: "2025-11". */
export function monthLabel(month: number): string {
  return `${1970 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}
