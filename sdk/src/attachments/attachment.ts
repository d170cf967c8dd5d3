import { z } from 'zod'

/** What a draft takes, and the server keeps. */
export const attachmentLimits = {
  /** Bytes of one file. */
  bytes: 10 * 1024 * 1024,
  /** Files of one draft. */
  perDraft: 50,
  /** Bytes of all of them together. */
  bytesPerDraft: 200 * 1024 * 1024,
  nameLength: 120,
  /** Browsers that one account reads with. */
  devices: 20,
} as const

// A name is one line of what is signed, so it has no line breaks; and no characters that turn its end around.
const unwanted = /[\p{C}\p{Zl}\p{Zp}/\\]/gu

/** A file that belongs to the terms. What is signed of it is the SHA-256 of its content. */
export const Attachment = z.strictObject({
  /** Under which the server keeps it; the same for all time, whatever it is called. */
  id: z.uuid(),
  name: z
    .string()
    .min(1)
    .max(attachmentLimits.nameLength)
    .refine(name => name.trim() === name && name.search(unwanted) < 0),
  /** Media type as its owner's device knew it, for example "application/pdf". A hint, never trusted. */
  type: z
    .string()
    .max(120)
    .regex(/^[\w.+-]+\/[\w.+-]+$/),
  /** Bytes of the content. */
  size: z.int().min(1).max(attachmentLimits.bytes),
  /** SHA-256 of the content, 64 hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Attachment = z.infer<typeof Attachment>

/** The line of the prose by which the signed terms name the file. */
export const attachmentLine = ({ name, sha256 }: Pick<Attachment, 'name' | 'sha256'>) =>
  `Attachment: ${name} sha256:${sha256}`

/** The media type without parameters; that of unknown bytes where the device knew none. */
export function plainType(given: string): string {
  const type = given.split(';')[0]?.trim().toLowerCase() ?? ''
  return Attachment.shape.type.safeParse(type).success ? type : 'application/octet-stream'
}

/** A file's name as the terms can hold it, and as none of those `taken`; its ending stays. */
export function plainName(given: string, taken: readonly string[] = []): string {
  const clean = given.normalize('NFC').toWellFormed().replace(unwanted, '').trim() || 'file'
  const dot = clean.lastIndexOf('.')
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : ''
  const stem = clean.slice(0, clean.length - ending.length)
  for (let number = 1; ; number++) {
    const tail = number === 1 ? ending : ` (${number})${ending}`
    const name = `${cut(stem, attachmentLimits.nameLength - tail.length)}${tail}`.trim()
    if (!taken.includes(name)) return name
  }
}

/** At most so many code units, and no half of a character at the end. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
