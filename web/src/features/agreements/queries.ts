import type { EntriesView, FactsView, PaymentsView, WaterfallView } from '@concordat/sdk/views.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Address, Hex } from 'viem'
import { getJson, queryString } from '../../lib/api.ts'

const pageSize = 50

/** Receipts and refunds booked by an agreement. */
export const paymentsQuery = (root: Hex) =>
  infiniteQueryOptions({
    queryKey: ['index', 'payments', root],
    queryFn: ({ pageParam, signal }) =>
      getJson<PaymentsView>(
        `/index/agreements/${root}/payments${queryString({ limit: pageSize, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })

/** The newest receipts of an agreement. */
export const lastReceiptsQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['index', 'lastReceipts', root],
    queryFn: ({ signal }) =>
      getJson<PaymentsView>(
        `/index/agreements/${root}/payments${queryString({ kind: 'receipt', limit: 200 })}`,
        signal,
      ),
  })

/** What left an agreement's account, with clause and tier. */
export const payoutsQuery = (account: Address) =>
  infiniteQueryOptions({
    queryKey: ['index', 'payouts', account],
    queryFn: ({ pageParam, signal }) =>
      getJson<EntriesView>(
        `/index/accounts/${account}/entries${queryString({ limit: pageSize, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })

/** The facts an agreement has used. */
export const factsQuery = (root: Hex) =>
  infiniteQueryOptions({
    queryKey: ['index', 'facts', root],
    queryFn: ({ pageParam, signal }) =>
      getJson<FactsView>(
        `/index/agreements/${root}/facts${queryString({ limit: pageSize, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })

/** Who got what over time. */
export const waterfallQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['index', 'waterfall', root],
    queryFn: ({ signal }) => getJson<WaterfallView>(`/index/agreements/${root}/waterfall`, signal),
  })
