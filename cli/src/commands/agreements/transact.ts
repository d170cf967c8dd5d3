import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import type { Account, ContractFunctionArgs, ContractFunctionName, Hex } from 'viem'
import { api } from '../../api.ts'
import { type Context, walletOf } from '../../context.ts'

type Verb = ContractFunctionName<typeof splitsAbi, 'nonpayable'>

/**
 * Calls Splits as the account and waits until the call is in a block. It is simulated first, so that a refusal shows its
 * reason and costs nothing; in the block to come, for what waits for a moment waits for a block after it.
 */
export async function transact<TVerb extends Verb>(
  { stack, deployment, client }: Context,
  account: Account,
  functionName: TVerb,
  args: ContractFunctionArgs<typeof splitsAbi, 'nonpayable', TVerb>,
): Promise<Hex> {
  const call = { address: deployment.contracts.Splits, abi: splitsAbi, functionName, args, account }
  // biome-ignore lint/suspicious/noExplicitAny: viem cannot infer the arguments of a function named by a type parameter.
  const { request } = await client.simulateContract({ ...call, blockTag: 'pending' } as any)
  const hash = await walletOf(stack, account as never).writeContract({ ...request, chain: null } as never)
  await client.waitForTransactionReceipt({ hash })
  return hash
}

/** The agreement as the indexer knows it, by its root or the digest of its current version. */
export function getAgreement(root: string): Promise<AgreementView> {
  return api(`/api/index/agreements/${root}`)
}
