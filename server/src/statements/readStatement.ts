import type { AgreementView, AssetView, EntryView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'

/** Unix seconds: from the first to before the second. */
export type Span = { from: number; until: number }

export type Entry = EntryView & {
  /** What the account had got after it, since the beginning. */
  total: bigint
}

/** What an account got in a span, in one asset: opening and entries give closing. Amounts are in the smallest unit. */
export type Statement = {
  account: Address
  span: Span
  asset: AssetView
  opening: bigint
  entries: Entry[]
  closing: bigint
}

/** More entries make no document that anybody reads. */
const most = 20_000

/** An account's part in an agreement, entry by entry, as the indexer has it. */
export async function readStatement(
  { indexer }: Pick<Context, 'indexer'>,
  { account, agreement, span }: { account: Address; agreement: AgreementView; span: Span },
): Promise<Statement> {
  const all: EntryView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await indexer.listEntries(account, { agreement: agreement.root as Hex }, cursor)
    all.push(...page.entries.filter(({ timestamp }) => timestamp < span.until))
    if (all.length > most)
      throw new ApiError(422, 'StatementTooLong', `There are more than ${most} entries; take the CSV file.`, { most })
    cursor = page.next
  }
  return { account, span, ...makeStatement(all, agreement.asset, span) }
}

/** Adds up the entries of an account in an asset, which come newest first. */
export function makeStatement(newestFirst: readonly EntryView[], asset: AssetView, { from }: Pick<Span, 'from'>) {
  let total = 0n
  let opening = 0n
  const entries: Entry[] = []
  for (const entry of newestFirst.filter(each => each.asset === asset.id).reverse()) {
    total += BigInt(entry.amount)
    if (entry.timestamp < from) opening = total
    else entries.push({ ...entry, total })
  }
  return { asset, opening, entries, closing: total }
}
