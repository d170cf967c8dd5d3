import type { Context } from 'ponder:registry'
import { agreement, version } from 'ponder:schema'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Hex } from 'viem'
import { type Books, parseBooks, writeBooks } from './books.ts'

export type Version = { terms: Agreement; books: Books }

/** A version in force, or that once was, with its terms; undefined for one that never took effect. */
export async function readVersion(context: Context, digest: Hex): Promise<Version | undefined> {
  const row = await context.db.find(version, { digest })
  return row?.books ? { terms: decodeTerms(row.terms), books: parseBooks(row.books) } : undefined
}

export async function writeVersion(context: Context, digest: Hex, books: Books): Promise<void> {
  await context.db.update(version, { digest }).set({ books: writeBooks(books) })
}

/** Adds an entry to a month that is not closed. */
export async function addToMonth(
  context: Context,
  root: Hex,
  month: number,
  change: { net: bigint; entries: number },
): Promise<void> {
  await context.db.update(agreement, { root }).set(({ buckets }) => {
    const { net, entries } = buckets[month] ?? { net: '0', entries: 0 }
    const bucket = { net: String(BigInt(net) + change.net), entries: entries + change.entries }
    return { buckets: { ...buckets, [month]: bucket } }
  })
}
