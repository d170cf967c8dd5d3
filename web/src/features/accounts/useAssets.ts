import type { AccountView, AssetView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { zeroAddress } from 'viem'
import { shortHex } from '../../lib/format.ts'
import { agreementsQuery } from '../../lib/reads.ts'

/** Finds the asset of a statement's line, also of one the account no longer holds. */
export function useAssets(account: AccountView): (id: string) => AssetView {
  const agreements = useQuery(agreementsQuery())
  return useMemo(() => {
    const known = new Map<string, AssetView>()
    for (const each of agreements.data?.agreements ?? []) known.set(each.asset.id, each.asset)
    for (const each of account.agreements) known.set(each.asset.id, each.asset)
    for (const { asset } of account.balances) known.set(asset.id, asset)
    return id => known.get(id) ?? unknownAsset(id)
  }, [account, agreements.data])
}

const unknownAsset = (id: string): AssetView => ({
  id,
  symbol: shortHex(id),
  decimals: 0,
  kind: 'issued',
  issuer: zeroAddress,
  quorum: null,
  supply: '0',
})
