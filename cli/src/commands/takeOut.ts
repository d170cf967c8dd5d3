import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Context, walletOf } from '../context.ts'

/**
 * Takes tokens out of the Ledger, to the account itself.
 * @param given The amount is in the token's smallest unit.
 */
export async function takeOut(
  { stack, deployment, client }: Context,
  account: PrivateKeyAccount,
  { asset, amount }: { asset: AssetView; amount: bigint },
): Promise<Hex> {
  const args = [splitLedgerId(BigInt(asset.id)).issuer, account.address, amount] as const
  const ledger = { account, address: deployment.contracts.Ledger, abi: ledgerAbi } as const
  const { request } = await client.simulateContract({ ...ledger, functionName: 'withdraw', args })
  const hash = await walletOf(stack, account).writeContract(request)
  await client.waitForTransactionReceipt({ hash })
  return hash
}
