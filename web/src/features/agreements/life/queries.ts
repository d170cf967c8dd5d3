import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { buildFreezeFact, factTypedData, terminationTypedData } from '@concordat/sdk/life/acts.ts'
import { confirmationsOf } from '@concordat/sdk/life/confirmationsOf.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { ActsView, ActView } from '@concordat/sdk/views.ts'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { deleteJson, getJson, postJson } from '../../../lib/api.ts'
import { useChain } from '../../../lib/chain.tsx'
import { useTransaction } from '../../../lib/useTransaction.ts'

/** What can be done with an agreement by signing together, read again when the others sign. */
export const actsQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['index', 'acts', root],
    queryFn: async ({ signal }) => (await getJson<ActsView>(`/agreements/${root}/acts`, signal)).acts,
    refetchInterval: 10_000,
  })

const pathOf = ({ root, kind }: ActView) => `/agreements/${root}/acts/${kind}/signatures`

/** Signs an act; answers with the act as it is then. */
export function useSignAct() {
  const { chainId, contracts } = useChain()
  const { signer } = useActor()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (act: ActView): Promise<ActView> => {
      const { kind, fact, digest } = act
      const chain = { chainId, contracts }
      const wallet = await signer()
      const signature =
        kind === 'terminate' || !fact
          ? await wallet.signTypedData(terminationTypedData(digest, chain))
          : await wallet.signTypedData(factTypedData(buildFreezeFact({ kind, ...fact }, chain), chain))
      const body = { account: wallet.account.address, signature, observedAt: fact?.observedAt }
      const { acts } = await postJson<ActsView>(pathOf(act), body)
      queries.setQueryData(actsQuery(act.root).queryKey, acts)
      return acts.find(each => each.kind === kind) ?? act
    },
  })
}

/** Takes the own signature back while it is not used. */
export function useWithdraw() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: ActView) => deleteJson<ActsView>(pathOf(act)),
    onSuccess: ({ acts }, { root }) => queries.setQueryData(actsQuery(root).queryKey, acts),
  })
}

/** Brings what enough have signed to the chain; anyone may. */
export function useCarryOut(terms: Agreement) {
  const { chainId, contracts } = useChain()
  return useTransaction<ActView>(async (signer, client, act) => {
    const { kind, fact, needed, signers } = act
    const given = act.signatures ?? []
    const call = { account: signer.account, address: contracts.Splits, abi: splitsAbi } as const
    if (kind === 'terminate' || !fact) {
      const signatures = given.map(({ signature }) => signature)
      const { request } = await client.simulateContract({
        ...call,
        functionName: 'terminate',
        args: [terms, signatures],
      })
      return signer.writeContract(request)
    }
    const said = buildFreezeFact({ kind, ...fact }, { chainId, contracts })
    const confirmations = confirmationsOf(
      signers.map(({ account }) => account),
      given,
      needed,
    )
    const { request } = await client.simulateContract({
      ...call,
      functionName: kind,
      args: [terms, said, confirmations],
    })
    return signer.writeContract(request)
  })
}

/** Pays out an agreement whose time is over, to the last unit; anyone may. */
export function useComplete(terms: Agreement) {
  const { contracts } = useChain()
  return useTransaction<void>(async (signer, client) => {
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Splits,
      abi: splitsAbi,
      functionName: 'complete',
      args: [terms],
      // The last block may be the one that ended the agreement, and its time is not over yet in that one.
      blockTag: 'pending',
    })
    return signer.writeContract(request)
  })
}
