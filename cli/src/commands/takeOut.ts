import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { type Hex, size, stringToHex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Context, walletOf } from '../context.ts'

export type TakeOutParameters = {
  asset: AssetView
  /** In the asset's smallest unit. */
  amount: bigint
  /** What appears with the payout of a currency unit, at most 32 bytes. */
  reference: string
}

/** Takes money out of the Ledger: tokens go to the account, currency units are given back to Payments. */
export async function takeOut(
  { stack, deployment, client }: Context,
  account: PrivateKeyAccount,
  { asset, amount, reference }: TakeOutParameters,
): Promise<Hex> {
  const id = BigInt(asset.id)
  const ledger = { account, address: deployment.contracts.Ledger, abi: ledgerAbi } as const
  const send = async (request: unknown) => {
    const hash = await walletOf(stack, account).writeContract(request as never)
    await client.waitForTransactionReceipt({ hash })
    return hash
  }
  if (asset.kind === 'erc20') {
    const args = [splitLedgerId(id).issuer, account.address, amount] as const
    return send((await client.simulateContract({ ...ledger, functionName: 'withdraw', args })).request)
  }

  const memo = stringToHex(reference)
  if (size(memo) > 32)
    throw new BaseError('ReferenceTooLong', `The reference has ${size(memo)} bytes, at most 32 fit: shorten it.`)
  // Only as much as is given back now: no allowance stays behind.
  const approval = [deployment.contracts.Payments, id, amount] as const
  await send((await client.simulateContract({ ...ledger, functionName: 'approve', args: approval })).request)
  const redemption = await client.simulateContract({
    account,
    address: deployment.contracts.Payments,
    abi: paymentsAbi,
    functionName: 'redeem',
    args: [id, amount, stringToHex(reference, { size: 32 })],
  })
  return send(redemption.request)
}
