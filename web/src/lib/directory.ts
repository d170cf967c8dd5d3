import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { useActor } from './actor.tsx'
import { useChain } from './chain.tsx'
import { shortHex } from './format.ts'
import { agreementsQuery, businessesQuery, nodesQuery } from './reads.ts'

/** Names of accounts a reader may meet. */
export type Directory = {
  nameOf: (address: Address) => string
  /** Whether the name is more than the shortened address. */
  isKnown: (address: Address) => boolean
  agreementOf: (address: Address) => `0x${string}` | null
  /** The name of a business by its id, shortened when unknown. */
  businessOf: (id: string) => string
}

/** Names accounts after what the businesses, the nodes and the contracts say about them. */
export function useDirectory(): Directory {
  const { t } = useTranslation()
  const { contracts } = useChain()
  const { wallets, actor } = useActor()
  const businesses = useQuery(businessesQuery)
  const nodes = useQuery(nodesQuery)
  const agreements = useQuery(agreementsQuery())

  return useMemo(() => {
    const names = new Map<string, string>()
    const roots = new Map<string, `0x${string}`>()
    const projects = new Map(businesses.data?.map(business => [business.id, business.name]))
    const put = (address: string, name: string) => names.set(address.toLowerCase(), name)
    put(contracts.Ledger, t('names.ledger'))
    put(contracts.Payments, t('names.payments'))
    put(contracts.Splits, t('names.splits'))
    put(contracts.Facts, t('names.facts'))
    for (const node of nodes.data ?? []) put(node.address, node.name)
    for (const agreement of agreements.data?.agreements ?? []) {
      put(
        agreement.account,
        t('names.agreement', { name: projects.get(agreement.business) ?? shortHex(agreement.root) }),
      )
      roots.set(agreement.account.toLowerCase(), agreement.root)
    }
    for (const wallet of wallets) put(wallet.address, wallet.name)
    for (const business of businesses.data ?? []) {
      for (const participant of business.participants) put(participant.account, participant.name)
    }
    const isMe = (address: Address) => actor !== null && isAddressEqual(actor.address, address)
    return {
      nameOf: address => names.get(address.toLowerCase()) ?? (isMe(address) ? t('names.you') : shortHex(address)),
      isKnown: address => names.has(address.toLowerCase()),
      businessOf: id => projects.get(id as `0x${string}`) ?? shortHex(id),
      agreementOf: address => roots.get(address.toLowerCase()) ?? null,
    }
  }, [t, contracts, wallets, actor, businesses.data, nodes.data, agreements.data])
}
