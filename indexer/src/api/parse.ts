import { type Address, getAddress, type Hex, isAddress, isHex, size } from 'viem'
import { ApiError } from './errors.ts'

export function parseAddress(text: string): Address {
  if (isAddress(text, { strict: false })) return getAddress(text)
  throw new ApiError(400, 'NotAnAddress', `"${text}" is not an address: give 0x and 40 hexadecimal digits.`)
}

export function parseHash(text: string): Hex {
  if (isHex(text) && size(text) === 32 && text.length === 66) return text.toLowerCase() as Hex
  throw new ApiError(400, 'NotAHash', `"${text}" is not a hash: give 0x and 64 hexadecimal digits.`)
}

export function parseAsset(text: string): bigint {
  if (/^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << 256n) return BigInt(text)
  throw new ApiError(400, 'NotAnAsset', `"${text}" is not the id of an asset: give it as a decimal number.`)
}

export type Page = { limit: number; cursor: string | undefined }

/** `?limit=&cursor=`: at most 200 rows, 50 unless told. The cursor is what `next` answered. */
export function parsePage(query: Record<string, string>): Page {
  const limit = Number(query.limit ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new ApiError(400, 'LimitOutOfRange', `The limit is ${query.limit}: give a whole number from 1 to 200.`)
  const { cursor } = query
  if (cursor !== undefined && !/^[0-9]{16,17}$/.test(cursor))
    throw new ApiError(400, 'CursorUnknown', `"${cursor}" is not a cursor: give what "next" answered.`)
  return { limit, cursor }
}

/** Cuts a page out of one row more than it holds, and says where the next begins. */
export function pageOf<Row extends { order: string }>(
  rows: Row[],
  { limit }: Page,
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.order ?? null) : null }
}
