import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Confirmations, Fact, Receipt } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex } from 'viem'

/** The call that creates the units of a confirmed payment. */
export function issueCall(receipt: Receipt, fact: Fact, confirmations: Confirmations): Hex {
  const args = [receipt, fact.observedAt, confirmations] as const
  return encodeFunctionData({ abi: paymentsAbi, functionName: 'issue', args })
}
