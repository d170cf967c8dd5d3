import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Confirmations, Fact, Receipt, Refund } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex } from 'viem'

/** The call that books a confirmed dispute, or that it was won. */
export function disputeCall(
  receipt: Receipt,
  disputed: Refund,
  bookedAt: number,
  fact: Fact,
  confirmations: Confirmations,
): Hex {
  const { observedAt } = fact
  if (fact.round === 0n) {
    const args = [receipt, disputed, observedAt, confirmations] as const
    return encodeFunctionData({ abi: paymentsAbi, functionName: 'dispute', args })
  }
  const args = [receipt, disputed, bookedAt, observedAt, confirmations] as const
  return encodeFunctionData({ abi: paymentsAbi, functionName: 'reinstate', args })
}
