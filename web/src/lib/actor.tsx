import type { DevWalletView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import {
  type Account,
  type Address,
  type Chain,
  createWalletClient,
  http,
  type Transport,
  type WalletClient,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { useConfig, useConnection, useDisconnect } from 'wagmi'
import { getWalletClient } from 'wagmi/actions'
import { useChain } from './chain.tsx'
import { keep, nameOnChain, readKept } from './kept.ts'
import { DevWallets, walletsQuery } from './reads.ts'

/** Who acts in this browser: one of the example's participants, or a connected wallet. */
export type Actor = { address: Address; kind: 'example' | 'wallet'; name: string | null; role: string | null }

/** A client that signs for the actor. */
export type Signer = WalletClient<Transport, Chain, Account>

type ActorContext = {
  actor: Actor | null
  wallets: DevWalletView[]
  /** Acts as one of the example's participants from now on, remembered in this browser. */
  choose: (address: Address) => void
  forget: () => void
  signer: () => Promise<Signer>
}

const Context = createContext<ActorContext | null>(null)
const storageKey = 'concordat.actor'

export function ActorProvider({ children }: { children: ReactNode }) {
  const { chain, dev, genesisHash, rpcUrl } = useChain()
  const wagmi = useConfig()
  const connection = useConnection()
  const { disconnect } = useDisconnect()
  const wallets = useQuery({
    ...walletsQuery,
    enabled: dev,
    // Known from the last time, so that they sign without the server.
    initialData: () => readKept(nameOnChain(genesisHash, 'wallets'), DevWallets) ?? undefined,
    initialDataUpdatedAt: 0,
  })
  const [chosen, setChosen] = useState<string | null>(() => localStorage.getItem(storageKey))

  useEffect(() => {
    if (wallets.data) keep(nameOnChain(genesisHash, 'wallets'), wallets.data)
  }, [wallets.data, genesisHash])

  const choose = useCallback(
    (address: Address) => {
      localStorage.setItem(storageKey, address)
      setChosen(address)
      disconnect()
    },
    [disconnect],
  )
  const forget = useCallback(() => {
    localStorage.removeItem(storageKey)
    setChosen(null)
    disconnect()
  }, [disconnect])

  const value = useMemo((): ActorContext => {
    const list = wallets.data ?? []
    const wallet = connection.address ? undefined : list.find(each => each.address === chosen)
    const actor: Actor | null = connection.address
      ? { address: connection.address, kind: 'wallet', name: null, role: null }
      : wallet
        ? { address: wallet.address, kind: 'example', name: wallet.name, role: wallet.role }
        : null
    const signer = async (): Promise<Signer> => {
      if (connection.address && connection.chainId !== chain.id) throw new Error('WrongChain')
      if (connection.address) return getWalletClient(wagmi, { chainId: chain.id, account: connection.address })
      if (!wallet) throw new Error('NobodyActs')
      return createWalletClient({ account: privateKeyToAccount(wallet.privateKey), chain, transport: http(rpcUrl) })
    }
    return { actor, wallets: list, choose, forget, signer }
  }, [wallets.data, connection.address, connection.chainId, chosen, wagmi, chain, rpcUrl, choose, forget])

  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** Who acts, and how to change it. */
export function useActor(): ActorContext {
  const actor = useContext(Context)
  if (!actor) throw new Error('useActor outside of ActorProvider')
  return actor
}
