import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Confirmations, Fact, Receipt, Refund } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex } from 'viem'

/** The call that books a confirmed refund. */
export function refundCall(receipt: Receipt, refund: Refund, fact: Fact, confirmations: Confirmations): Hex {
  const args = [receipt, refund, fact.observedAt, confirmations] as const
  return encodeFunctionData({ abi: paymentsAbi, functionName: 'refund', args })
}
