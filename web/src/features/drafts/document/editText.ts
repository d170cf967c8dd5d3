import type { Text } from 'yjs'

/** Turns a text into another by its smallest single replacement, so that what others type elsewhere in it stays. */
export function editText(text: Text, next: string): void {
  const before = text.toString()
  const shorter = Math.min(before.length, next.length)
  let start = 0
  while (start < shorter && before[start] === next[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === next.at(-1 - end)) end++
  // A character of two halves is replaced whole.
  if (start > 0 && isFirstHalf(before.charCodeAt(start - 1))) start--
  if (end > 0 && isSecondHalf(before.charCodeAt(before.length - end))) end--
  const replace = () => {
    if (before.length - start - end > 0) text.delete(start, before.length - start - end)
    if (next.length - start - end > 0) text.insert(start, next.slice(start, next.length - end))
  }
  if (text.doc) text.doc.transact(replace)
  else replace()
}

const isFirstHalf = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isSecondHalf = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/** Where a place in a text is after somebody else's change of it. */
export function movedPlace(place: number, delta: { retain?: number; insert?: unknown; delete?: number }[]): number {
  let at = 0
  let moved = place
  for (const { retain, insert, delete: removed } of delta) {
    if (retain) at += retain
    if (at > moved) break
    if (typeof insert === 'string') {
      moved += insert.length
      at += insert.length
    }
    if (removed) moved -= Math.min(removed, moved - at)
  }
  return moved
}
