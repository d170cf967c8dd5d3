import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { erc20Abi } from 'viem'
import { useChain } from '../../lib/chain.tsx'
import { useTransaction } from '../../lib/useTransaction.ts'

/** Takes tokens out of the ledger, to the wallet. */
export function useWithdraw(asset: AssetView) {
  const { contracts } = useChain()
  return useTransaction<bigint>(async (signer, client, amount) => {
    const { account } = signer
    const { request } = await client.simulateContract({
      account,
      address: contracts.Ledger,
      abi: ledgerAbi,
      functionName: 'withdraw',
      args: [splitLedgerId(BigInt(asset.id)).issuer, account.address, amount],
    })
    return signer.writeContract(request)
  })
}

/** Puts tokens of the wallet into the ledger; the first step allows the ledger to take them. */
export function useDeposit(asset: AssetView) {
  const { contracts } = useChain()
  const token = splitLedgerId(BigInt(asset.id)).issuer
  return useTransaction<bigint>(async (signer, client, amount) => {
    const { account } = signer
    const allowed = await client.readContract({
      address: token,
      abi: erc20Abi,
      functionName: 'allowance',
      args: [account.address, contracts.Ledger],
    })
    if (allowed < amount) {
      const { request } = await client.simulateContract({
        account,
        address: token,
        abi: erc20Abi,
        functionName: 'approve',
        args: [contracts.Ledger, amount],
      })
      await client.waitForTransactionReceipt({ hash: await signer.writeContract(request) })
    }
    const { request } = await client.simulateContract({
      account,
      address: contracts.Ledger,
      abi: ledgerAbi,
      functionName: 'deposit',
      args: [token, account.address, amount, amount],
    })
    return signer.writeContract(request)
  })
}
