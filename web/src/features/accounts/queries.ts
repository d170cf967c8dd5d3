import type { InstructionsView } from '@concordat/sdk/payments/views.ts'
import type { EntriesView } from '@concordat/sdk/views.ts'
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { Address, Hex } from 'viem'
import { getJson, queryString } from '../../lib/api.ts'

export type EntryFilter = { asset?: string | null; agreement?: Hex | null }

const pageSize = 50

/** The statement of an account, newest first. */
export const entriesQuery = (account: Address, filter: EntryFilter) =>
  infiniteQueryOptions({
    queryKey: ['index', 'entries', account, filter],
    queryFn: ({ pageParam, signal }) =>
      getJson<EntriesView>(
        `/index/accounts/${account}/entries${queryString({ ...filter, limit: pageSize, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })

/** The whole statement, for a download. */
export async function readAllEntries(account: Address, filter: EntryFilter): Promise<EntriesView['entries']> {
  const entries: EntriesView['entries'] = []
  let cursor: string | null = null
  do {
    const query = queryString({ ...filter, limit: 200, cursor })
    const page: EntriesView = await getJson<EntriesView>(`/index/accounts/${account}/entries${query}`)
    entries.push(...page.entries)
    cursor = page.next
  } while (cursor !== null)
  return entries
}

/** What an account ordered to be paid out, newest first. */
export const instructionsQuery = (owner: Address) =>
  infiniteQueryOptions({
    queryKey: ['index', 'instructions', owner],
    queryFn: ({ pageParam, signal }) =>
      getJson<InstructionsView>(`/index/payouts${queryString({ owner, limit: pageSize, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
