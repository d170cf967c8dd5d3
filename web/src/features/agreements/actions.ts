import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { declineTypes, domainOf } from '@concordat/sdk/typedData.ts'
import type { Hex } from 'viem'
import { useChain } from '../../lib/chain.tsx'
import { useTransaction } from '../../lib/useTransaction.ts'

/** Signs the terms: the wallet shows them in full, then the signature is recorded. */
export function useSign(terms: Agreement, party: number) {
  const { chainId, contracts } = useChain()
  return useTransaction<void>(async (signer, client) => {
    const signature = await signer.signTypedData(agreementTypedData(terms, chainId, contracts.Splits))
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Splits,
      abi: splitsAbi,
      functionName: 'sign',
      args: [terms, BigInt(party), signature],
    })
    return signer.writeContract(request)
  })
}

/** Refuses the terms with a reason every party can read. */
export function useDecline(terms: Agreement, digest: Hex, party: number) {
  const { chainId, contracts } = useChain()
  return useTransaction<string>(async (signer, client, reason) => {
    const signature = await signer.signTypedData({
      domain: domainOf('Concordat Splits', chainId, contracts.Splits),
      types: declineTypes,
      primaryType: 'Decline',
      message: { agreement: digest, reason },
    })
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Splits,
      abi: splitsAbi,
      functionName: 'decline',
      args: [terms, BigInt(party), reason, signature],
    })
    return signer.writeContract(request)
  })
}

/** Settles a month with the agreed default quantities once its reading is overdue; anyone may. */
export function useCloseByDefault(terms: Agreement) {
  const { contracts } = useChain()
  return useTransaction<void>(async (signer, client) => {
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Splits,
      abi: splitsAbi,
      functionName: 'closeByDefault',
      args: [terms],
      // The last block can be older than the deadline that just passed.
      blockTag: 'pending',
    })
    return signer.writeContract(request)
  })
}
