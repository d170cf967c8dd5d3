import { BaseError } from '@concordat/sdk/errors/base.ts'
import { getAddress, type Hex, isAddress, isHex } from 'viem'
import { z } from 'zod'

/** Reads a command's options; the error names each wrong one, what was given and what is expected. */
export function parseOptions<Schema extends z.ZodType>(
  schema: Schema,
  given: Record<string, unknown>,
): z.infer<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path: [name = ''], message }) => {
    return `--${String(name)} is "${String(given[String(name)])}": expected ${message}.`
  })
  throw new BaseError('OptionUnreadable', problems.join(' '))
}

const isBytes = (text: unknown, size: number) => isHex(text) && text.length === 2 + 2 * size

const itemsOf = (text: string) =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')

const isWebUrl = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text) && !text.includes("'")

/** One line of text, as a settings file can hold it. */
export const line = z.string().regex(/^[^'\r\n]+$/, { error: "a text without ' and line breaks" })
export const webUrl = z.string().refine(isWebUrl, { error: 'a URL like "https://rpc.example"' })
export const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^'\s]+$/, { error: 'a URL like "postgres://attestor@db/attestor"' })
export const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'a port from 1 to 65535' })
  .transform(Number)
  .refine(value => value >= 1 && value <= 65_535, { error: 'a port from 1 to 65535' })
export const hash = z.custom<Hex>(value => isBytes(value, 32), { error: 'an id of 0x and 64 hex digits' })
export const round = z
  .string()
  .regex(/^\d{1,19}$/, { error: 'a whole number' })
  .transform(BigInt)

/** Values with commas between them. */
export const webUrls = z
  .string()
  .transform(text => itemsOf(text).map(item => item.replace(/\/$/, '')))
  .refine(items => items.every(isWebUrl), { error: 'URLs like "https://a.example,https://b.example"' })
export const addresses = z
  .string()
  .transform(itemsOf)
  .refine(items => items.length > 0 && items.every(item => isAddress(item, { strict: false })), {
    error: 'addresses of 0x and 40 hex digits with commas between them',
  })
  .transform(items => items.map(item => getAddress(item)))
export const signatures = z
  .string()
  .transform(itemsOf)
  .refine((items): items is Hex[] => items.length > 0 && items.every(item => isBytes(item, 64)), {
    error: 'signatures of 0x and 128 hex digits with commas between them',
  })
