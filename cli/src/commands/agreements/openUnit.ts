import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode } from '@concordat/sdk/ids.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
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
  const processor = names.processor ? processorName(names.processor) : business
  const { request, result } = await client.simulateContract({
    account,
    address: deployment.contracts.Payments,
    abi: paymentsAbi,
    functionName: 'open',
    args: [quorum, currencyCode(names.currency), processor],
  })
  const payments = { address: deployment.contracts.Payments, abi: paymentsAbi }
  const series = result >> 160n
  if (await client.readContract({ ...payments, functionName: 'symbol', args: [series] })) return
  const hash = await walletOf(stack, account as never).writeContract(request as never)
  await client.waitForTransactionReceipt({ hash })
}
