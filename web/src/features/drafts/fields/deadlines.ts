import { parseDuration } from '@concordat/sdk/splits/terms/times.ts'

/** How a deadline is written: not at all, as a day or moment, or as days from the proposal. */
export const kindOf = (text: string): 'none' | 'day' | 'days' =>
  text === '' ? 'none' : text.startsWith('P') ? 'days' : 'day'

/** The whole days of a duration; null when it is none. */
export function daysOf(text: string): number | null {
  try {
    return Math.round(parseDuration(text) / 86_400)
  } catch {
    return null
  }
}
