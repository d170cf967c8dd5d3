import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { erc20Abi, stringToHex } from 'viem'
import { useChain } from '../../lib/chain.tsx'
import { useTransaction } from '../../lib/useTransaction.ts'

export type Withdrawal = { amount: bigint; reference: string }

/** How many bytes of a reference travel with a payout. */
export const referenceBytes = 32

/** Takes money out: a currency is paid out by the payment service, a token goes to the wallet. */
export function useWithdraw(asset: AssetView) {
  const { contracts } = useChain()
  return useTransaction<Withdrawal>(async (signer, client, { amount, reference }) => {
    const { account } = signer
    if (asset.kind === 'erc20') {
      const { request } = await client.simulateContract({
        account,
        address: contracts.Ledger,
        abi: ledgerAbi,
        functionName: 'withdraw',
        args: [splitLedgerId(BigInt(asset.id)).issuer, account.address, amount],
      })
      return signer.writeContract(request)
    }
    // The units are the holder's: without an approval nobody else can destroy them, not even who issued them.
    const id = BigInt(asset.id)
    const allowed = await client.readContract({
      address: contracts.Ledger,
      abi: ledgerAbi,
      functionName: 'allowance',
      args: [account.address, contracts.Payments, id],
    })
    if (allowed < amount) {
      const { request } = await client.simulateContract({
        account,
        address: contracts.Ledger,
        abi: ledgerAbi,
        functionName: 'approve',
        args: [contracts.Payments, id, amount],
      })
      await client.waitForTransactionReceipt({ hash: await signer.writeContract(request) })
    }
    const { request } = await client.simulateContract({
      account,
      address: contracts.Payments,
      abi: paymentsAbi,
      functionName: 'redeem',
      args: [id, amount, stringToHex(reference, { size: referenceBytes })],
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
