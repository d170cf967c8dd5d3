import { readFileSync } from 'node:fs'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import {
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createWalletClient,
  type Hex,
  http,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { stackFile } from './stack.ts'

/** A funded account of the development chain that none of the example's participants has. */
export const stranger = (index: number) =>
  mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex: 5 + index })

export const chainClient = () =>
  createPublicClient({ transport: http(stackFile().rpcUrl, { retryCount: 0 }), pollingInterval: 100 })

export const walletOf = (account: Account) => createWalletClient({ account, transport: http(stackFile().rpcUrl) })

type Contracts = { Ledger: Address; Facts: Address; Payments: Address; Splits: Address }

export function contracts(): Contracts {
  return (JSON.parse(readFileSync(stackFile().deployment, 'utf8')) as { contracts: Contracts }).contracts
}

/** Waits until a transaction is in a block, and expects that it succeeded. */
export async function mined(hash: Hex): Promise<void> {
  const { status } = await chainClient().waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`the transaction ${hash} was reverted`)
}

type Verb = ContractFunctionName<typeof splitsAbi, 'nonpayable'>

/** Calls Splits the way a program of a participant would. */
export async function callSplits<TVerb extends Verb>(
  account: Account,
  functionName: TVerb,
  args: ContractFunctionArgs<typeof splitsAbi, 'nonpayable', TVerb>,
): Promise<void> {
  const call = { address: contracts().Splits, abi: splitsAbi, functionName, args, chain: null }
  await mined(await walletOf(account).writeContract(call as never))
}
