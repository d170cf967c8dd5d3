import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { createPublicClient, defineChain, http, type PublicClient } from 'viem'
import { createConfig, WagmiProvider } from 'wagmi'
import { ErrorState } from '../components/ErrorState.tsx'
import { PageSkeleton } from '../components/PageSkeleton.tsx'
import { keep, readKept } from './kept.ts'
import { ConfigView, configQuery } from './reads.ts'

type ChainContext = ConfigView & { chain: ReturnType<typeof chainOf>; client: PublicClient }

const Context = createContext<ChainContext | null>(null)

const chainOf = (config: ConfigView) =>
  defineChain({
    id: config.chainId,
    name: 'Concordat',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [config.rpcUrl] } },
  })

function Connected({ config, children }: { config: ConfigView; children: ReactNode }) {
  const value = useMemo(() => {
    const chain = chainOf(config)
    const transport = http(config.rpcUrl)
    return {
      context: { ...config, chain, client: createPublicClient({ chain, transport, pollingInterval: 500 }) },
      // Wallets announce themselves to the page (EIP-6963), so no connector is named here.
      wagmi: createConfig({
        chains: [chain],
        transports: { [chain.id]: transport },
        multiInjectedProviderDiscovery: true,
      }),
    }
  }, [config])
  return (
    <WagmiProvider config={value.wagmi}>
      <Context.Provider value={value.context}>{children}</Context.Provider>
    </WagmiProvider>
  )
}

const keptName = 'concordat.config'
const awayMilliseconds = 10_000

/**
 * Learns from the server which chain the app belongs to, and offers it to everything inside. While the server is away it is
 * the chain this device knew last.
 */
export function ChainProvider({ children }: { children: ReactNode }) {
  const [kept] = useState(() => readKept(keptName, ConfigView))
  const query = useQuery({
    ...configQuery,
    ...(kept ? { retry: false } : {}),
    refetchInterval: ({ state }) => (state.data ? false : awayMilliseconds),
  })
  const config = query.data ?? (query.errorUpdateCount > 0 ? kept : null)
  const used = useRef<ConfigView | null>(null)
  const { data } = query
  useEffect(() => {
    if (data) keep(keptName, data)
    // What is open belongs to the chain it was opened with.
    if (data && used.current && JSON.stringify(used.current) !== JSON.stringify(data)) window.location.reload()
  }, [data])
  used.current ??= config
  if (config) return <Connected config={used.current ?? config}>{children}</Connected>
  if (query.isError) return <ErrorState error={query.error} retry={() => query.refetch()} standalone />
  return <PageSkeleton standalone />
}

/** The chain, its contracts and a client to read them. */
export function useChain(): ChainContext {
  const chain = useContext(Context)
  if (!chain) throw new Error('useChain outside of ChainProvider')
  return chain
}
