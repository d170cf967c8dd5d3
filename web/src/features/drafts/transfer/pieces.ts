// Coarse enough to be read from a small screen by a poor camera; a long parcel becomes a film of several codes.
const pieceLength = 260
const frame = /^CONCORDAT:([0-9a-z]+):(\d+):(\d+):(.*)$/

/** A short number of a text, so that pieces of two parcels are not mixed up. */
function tagOf(text: string): string {
  let hash = 0
  for (const letter of text) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0
  return hash.toString(36)
}

/** Cuts a packed parcel into the texts of its codes. */
export function cutPieces(packed: string): string[] {
  const count = Math.max(1, Math.ceil(packed.length / pieceLength))
  const tag = tagOf(packed)
  return Array.from({ length: count }, (_, index) => {
    const part = packed.slice(index * pieceLength, (index + 1) * pieceLength)
    return `CONCORDAT:${tag}:${index + 1}:${count}:${part}`
  })
}

/** The pieces of a parcel that were seen so far. */
export type Collected = { tag: string; count: number; parts: ReadonlyMap<number, string> }

/** Adds what a code said; what is no piece changes nothing, a piece of another parcel begins anew. */
export function collectPiece(before: Collected | null, text: string): Collected | null {
  const match = frame.exec(text)
  if (!match) return before
  const [, tag = '', number, total, part = ''] = match
  const [index, count] = [Number(number), Number(total)]
  if (index < 1 || index > count) return before
  const same = before?.tag === tag && before.count === count
  if (same && before.parts.has(index)) return before
  return { tag, count, parts: new Map([...(same ? before.parts : []), [index, part]]) }
}

/** The whole packed parcel, once every piece was seen and they fit together. */
export function joinPieces({ tag, count, parts }: Collected): string | null {
  if (parts.size < count) return null
  const packed = Array.from({ length: count }, (_, index) => parts.get(index + 1) ?? '').join('')
  return tagOf(packed) === tag ? packed : null
}
