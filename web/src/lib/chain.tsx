import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createPublicClient, defineChain, http, type PublicClient } from 'viem'
import { createConfig, WagmiProvider } from 'wagmi'
import { ErrorState } from '../components/ErrorState.tsx'
import { PageSkeleton } from '../components/PageSkeleton.tsx'
import { type ConfigView, configQuery } from './reads.ts'

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

/** Learns from the server which chain the app belongs to, and offers it to everything inside. */
export function ChainProvider({ children }: { children: ReactNode }) {
  const config = useQuery(configQuery)
  if (config.isPending) return <PageSkeleton standalone />
  if (config.isError) return <ErrorState error={config.error} retry={() => config.refetch()} standalone />
  return <Connected config={config.data}>{children}</Connected>
}

/** The chain, its contracts and a client to read them. */
export function useChain(): ChainContext {
  const chain = useContext(Context)
  if (!chain) throw new Error('useChain outside of ChainProvider')
  return chain
}
