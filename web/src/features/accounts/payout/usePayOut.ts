import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { encodePayoutAccount, payoutKey } from '@concordat/sdk/payments/ids.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { useChain } from '../../../lib/chain.tsx'
import { useTransaction } from '../../../lib/useTransaction.ts'

export type PayOut = { to: PayoutAccount; amount: bigint }

/** Gives units up for the money behind them: one payment moves them, and orders the payout. */
export function usePayOut(asset: AssetView) {
  const { contracts } = useChain()
  return useTransaction<PayOut>(async (signer, client, { to, amount }) => {
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Ledger,
      abi: ledgerAbi,
      functionName: 'pay',
      args: [contracts.Payments, payoutKey(to), BigInt(asset.id), amount, encodePayoutAccount(to)],
    })
    return signer.writeContract(request)
  })
}
