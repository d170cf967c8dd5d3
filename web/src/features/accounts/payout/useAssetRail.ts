import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { useChain } from '../../../lib/chain.tsx'
import { type AgreementRail, railQuery } from '../../../lib/rails/rail.ts'
import { agreementsQuery } from '../../../lib/reads.ts'

/** Who pays units out: a connected account at a processor, or the business itself; nobody that this service knows. */
export type Payer =
  | { kind: 'rail'; rail: AgreementRail }
  | { kind: 'business'; business: Hex; quorum: Hex }
  | { kind: 'nobody' }

/** Who pays a currency unit out; undefined until it is known. */
export function useAssetRail(asset: AssetView) {
  const { contracts } = useChain()
  const agreements = useQuery(agreementsQuery())
  const sharing = (agreements.data?.agreements ?? []).filter(each => each.asset.id === asset.id && each.concludedAt)
  // A business's agreements in the same unit have the same account.
  const one = [...new Map(sharing.map(each => [each.business, each])).values()].slice(0, 3)
  const rails = useQueries({ queries: one.map(({ root }) => railQuery(root)) })
  const error = agreements.error ?? rails.find(each => each.error)?.error ?? null
  const retry = () => [agreements, ...rails].map(each => each.refetch())
  if (agreements.isPending || rails.some(each => each.isPending)) return { payer: undefined, error, retry }

  const rail = rails.map(each => each.data).find(each => each)
  const { quorum, symbol } = asset
  const own = one.find(
    ({ business }) => quorum && ledgerId(seriesOf(quorum, symbol, business), contracts.Payments) === BigInt(asset.id),
  )
  const payer: Payer = rail
    ? { kind: 'rail', rail }
    : own && quorum
      ? { kind: 'business', business: own.business, quorum }
      : { kind: 'nobody' }
  return { payer, error, retry }
}
