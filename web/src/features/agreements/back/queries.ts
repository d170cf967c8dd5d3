import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { receivableKey } from '@concordat/sdk/ids.ts'
import type { AgreementView, FactsView, PaymentsView } from '@concordat/sdk/views.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { getJson, queryString } from '../../../lib/api.ts'
import { useChain } from '../../../lib/chain.tsx'

const most = 200

/** What went back to payers, newest first, and what is known of the disputes among it. */
export const backsQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['index', 'backs', root],
    queryFn: async ({ signal }) => {
      const [{ payments, next }, { facts }] = await Promise.all([
        getJson<PaymentsView>(
          `/index/agreements/${root}/payments${queryString({ kind: 'refund', limit: most })}`,
          signal,
        ),
        getJson<FactsView>(`/index/facts${queryString({ agreement: root, topic: 'dispute', limit: most })}`, signal),
      ])
      return { backs: payments, disputes: facts, isAll: next === null }
    },
  })

/** What an agreement's account owes and what is withheld in its unit, as the chain has it; zero for tokens. */
export function useAccountTotals({ root, asset }: AgreementView) {
  const { client, contracts } = useChain()
  const id = BigInt(asset.id)
  const payments = { address: contracts.Payments, abi: paymentsAbi } as const
  return useQuery({
    queryKey: ['index', 'totals', root],
    queryFn: async () => {
      if (asset.kind !== 'currency') return { receivable: 0n, reserve: 0n }
      const key = receivableKey(contracts.Splits, root, id)
      const [receivable, { reserve }] = await Promise.all([
        client.readContract({ ...payments, functionName: 'receivableOf', args: [key] }),
        client.readContract({ ...payments, functionName: 'totalsOf', args: [id] }),
      ])
      return { receivable, reserve }
    },
  })
}
