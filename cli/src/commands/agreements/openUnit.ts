import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode } from '@concordat/sdk/ids.ts'
import type { ParsedTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Account } from 'viem'
import { type Context, walletOf } from '../../context.ts'

/** Tells the chain what the currency's units are called, so that whoever signs reads "XTS" and not a number. */
export async function openUnit(
  { stack, deployment, client }: Context,
  account: Account,
  { agreement, names }: ParsedTerms,
): Promise<void> {
  if (names.currency === undefined) return
  const { quorum, business } = agreement.rules
  const { request, result } = await client.simulateContract({
    account,
    address: deployment.contracts.Payments,
    abi: paymentsAbi,
    functionName: 'open',
    args: [quorum, currencyCode(names.currency), business],
  })
  const payments = { address: deployment.contracts.Payments, abi: paymentsAbi }
  const series = result >> 160n
  if (await client.readContract({ ...payments, functionName: 'symbol', args: [series] })) return
  const hash = await walletOf(stack, account as never).writeContract(request as never)
  await client.waitForTransactionReceipt({ hash })
}
