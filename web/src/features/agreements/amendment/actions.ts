import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { signaturesOf } from '@concordat/sdk/splits/amendmentSignatures.ts'
import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { LeaverSignature, PendingVersion } from '@concordat/sdk/views.ts'
import { isAddressEqual } from 'viem'
import { postJson } from '../../../lib/api.ts'
import { useChain } from '../../../lib/chain.tsx'
import { useTransaction } from '../../../lib/useTransaction.ts'

type Amendment = { next: Agreement; current: Agreement; pending: PendingVersion; kept: LeaverSignature[] }

/**
 * Signs an amendment. The last signature carries it out in the same transaction; one of a party that leaves is kept by the
 * server until then, for the chain records only those of the amendment's own parties.
 * @param ready Whether the agreement can be amended now.
 */
export function useSignAmendment({ next, current, pending, kept }: Amendment, root: string, ready: boolean) {
  const { chainId, contracts } = useChain()
  return useTransaction<void>(async (signer, client) => {
    const account = signer.account.address
    const signature = await signer.signTypedData(agreementTypedData(next, chainId, contracts.Splits))
    const splits = { account: signer.account, address: contracts.Splits, abi: splitsAbi } as const
    const signatures = signaturesOf(pending, kept, { account, signature })
    if (ready && signatures) {
      const args = [next, current, signatures] as const
      const { request } = await client.simulateContract({ ...splits, functionName: 'amend', args })
      return signer.writeContract(request)
    }
    const party = next.parties.findIndex(each => isAddressEqual(each.account, account))
    if (party < 0) {
      await postJson(`/amendments/${pending.digest}/signatures`, { root, account, signature })
      return null
    }
    const args = [next, BigInt(party), signature] as const
    const { request } = await client.simulateContract({ ...splits, functionName: 'sign', args })
    return signer.writeContract(request)
  })
}

/** Puts an amendment in force that everybody has signed; anyone may. */
export function useAmend({ next, current, pending, kept }: Amendment) {
  const { contracts } = useChain()
  return useTransaction<void>(async (signer, client) => {
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Splits,
      abi: splitsAbi,
      functionName: 'amend',
      args: [next, current, signaturesOf(pending, kept) ?? []],
    })
    return signer.writeContract(request)
  })
}
