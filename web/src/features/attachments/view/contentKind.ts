import type { Bytes } from '@concordat/sdk/attachments/content.ts'

/**
 * How a content can be shown. Decided by its bytes and never by what somebody calls it: whatever a browser could run, as HTML or
 * SVG, is text here.
 */
export type Content =
  | { kind: 'pdf' }
  | { kind: 'image'; type: string }
  | { kind: 'text'; text: string; isWhole: boolean }
  | { kind: 'other' }

const signs: [string, number, string][] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
]

/** Characters that are shown at most. */
const mostText = 500_000

export function contentOf(bytes: Bytes, type: string): Content {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  if (head.startsWith('%PDF-')) return { kind: 'pdf' }
  const image = signs.find(([, at, sign]) => head.startsWith(sign, at))
  if (image) return { kind: 'image', type: image[0] }
  const text = readText(bytes, type.startsWith('text/'))
  if (text === null) return { kind: 'other' }
  return { kind: 'text', text: text.slice(0, mostText), isWhole: text.length <= mostText }
}

/** Bytes as text: UTF-8, UTF-16 by its mark, and what calls itself text also as older Chinese programs write it. */
function readText(bytes: Bytes, isText: boolean): string | null {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  for (const encoding of mark ? [mark] : isText ? ['utf-8', 'gb18030'] : ['utf-8']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells bytes from text
      if (!/[\x00-\x08\x0e-\x1a]/.test(text)) return text
    } catch {
      // Not this encoding.
    }
  }
  return null
}
