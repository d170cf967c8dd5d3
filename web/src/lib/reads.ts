import type {
  AccountView,
  AgreementsView,
  AgreementView,
  BusinessView,
  DevWalletView,
  ExampleView,
  FactView,
  NodeView,
  OpinionView,
  QuorumView,
  RowView,
  StatusView,
} from '@concordat/sdk/views.ts'
import { queryOptions } from '@tanstack/react-query'
import { type Address, type Hex, isHex } from 'viem'
import { z } from 'zod'
import { ApiError, getJson, queryString } from './api.ts'
import { keyHeader } from './businessKey.ts'

const hex = z.custom<Hex>(value => typeof value === 'string' && isHex(value))

/** `GET /api/config`: which chain and contracts the browser talks to. */
export const ConfigView = z.object({
  chainId: z.number(),
  genesisHash: hex,
  rpcUrl: z.string(),
  contracts: z.object({ Ledger: hex, Facts: hex, Payments: hex, Splits: hex }),
  /** No event of the contracts is in a block before this one. */
  block: z.number().default(0),
  /** Whether this is a development chain, with wallets and an example to try. */
  dev: z.boolean(),
  /** On the development chain, where a person plays the processor. */
  sandboxUrl: z.url().nullable().default(null),
  /** The quorums that terms may call by name. */
  quorums: z.record(z.string(), hex),
})
export type ConfigView = z.infer<typeof ConfigView>

/** The example's participants, as a device keeps them to sign without the server. */
export const DevWallets: z.ZodType<DevWalletView[]> = z.array(
  z.object({ name: z.string(), role: z.string(), address: hex, privateKey: hex }),
)

/** How long the server may take to say which chain it belongs to, before it counts as away. */
const configMilliseconds = 4000

// Keys that begin with `index` are read again after every block, those with `business` after every imported batch.

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: async () => {
    const patience = AbortSignal.timeout(configMilliseconds)
    try {
      return ConfigView.parse(await getJson('/config', patience))
    } catch (error) {
      if (!patience.aborted) throw error
      throw new ApiError(0, { code: 'Unreachable', message: String(error) })
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
})

export const walletsQuery = queryOptions({
  queryKey: ['wallets'],
  queryFn: ({ signal }) => getJson<DevWalletView[]>('/dev/wallets', signal),
  // Those kept on this device are asked for again.
  staleTime: 60_000,
})

export const exampleQuery = queryOptions({
  queryKey: ['example'],
  queryFn: ({ signal }) => getJson<ExampleView>('/dev/example', signal),
})

export const statusQuery = queryOptions({
  queryKey: ['index', 'status'],
  queryFn: ({ signal }) => getJson<StatusView>('/index/status', signal),
})

export const businessesQuery = queryOptions({
  queryKey: ['business', 'list'],
  queryFn: ({ signal }) => getJson<BusinessView[]>('/businesses', signal),
})

export const businessQuery = (id: Hex) =>
  queryOptions({
    queryKey: ['business', 'one', id],
    queryFn: ({ signal }) => getJson<BusinessView>(`/businesses/${id}`, signal),
  })

export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: ({ signal }) => getJson<NodeView[]>('/nodes', signal),
  refetchInterval: 10_000,
})

export const quorumsQuery = queryOptions({
  queryKey: ['index', 'quorums'],
  queryFn: async ({ signal }) => (await getJson<{ quorums: QuorumView[] }>('/index/quorums', signal)).quorums,
})

export const accountQuery = (address: Address) =>
  queryOptions({
    queryKey: ['index', 'account', address],
    queryFn: ({ signal }) => getJson<AccountView>(`/index/accounts/${address}`, signal),
  })

export const agreementsQuery = (filter: { party?: Address; status?: string; business?: string } = {}) =>
  queryOptions({
    queryKey: ['index', 'agreements', filter],
    queryFn: ({ signal }) =>
      getJson<AgreementsView>(`/index/agreements${queryString({ ...filter, limit: 100 })}`, signal),
  })

export const agreementQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['index', 'agreement', root],
    queryFn: ({ signal }) => getJson<AgreementView>(`/index/agreements/${root}`, signal),
  })

export const factQuery = (digest: Hex) =>
  queryOptions({
    queryKey: ['index', 'fact', digest],
    queryFn: ({ signal }) => getJson<FactView>(`/index/facts/${digest}`, signal),
  })

/** What the nodes think about one subject, or about everything of an agreement. */
export const opinionsQuery = (filter: { subject?: Hex; agreement?: Hex; dissent?: 1 }) =>
  queryOptions({
    queryKey: ['nodes', 'opinions', filter],
    queryFn: ({ signal }) => getJson<OpinionView[]>(`/opinions${queryString(filter)}`, signal),
  })

const rowsPerRequest = 1000

/** All rows of a business of one kind, oldest first. */
export const rowsQuery = (business: Hex, kind: 'progress' | 'bills') =>
  queryOptions({
    queryKey: ['business', 'rows', business, kind],
    queryFn: async ({ signal }) => {
      const rows: RowView[] = []
      for (let after = 0; ; ) {
        const query = queryString({ kind, after, limit: rowsPerRequest })
        const page = await getJson<RowView[]>(`/businesses/${business}/rows${query}`, signal, keyHeader(business))
        rows.push(...page)
        const last = page.at(-1)
        if (!last || page.length < rowsPerRequest) return rows
        after = last.seq
      }
    },
    staleTime: 30_000,
  })
