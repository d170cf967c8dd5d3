import { instructionStates } from '@concordat/sdk/facts.ts'
import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { externalId } from '@concordat/sdk/ids.ts'
import type { PayoutState } from '@concordat/sdk/rows/schema.ts'
import type { Confirmations, Fact, PayoutAccount } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex } from 'viem'

export type StoredAccount = Omit<PayoutAccount, 'minimum'> & { minimum: string }
type Payload = { account: StoredAccount; sequence: number; state: PayoutState; evidence: string }

/** The call that books what became of an instruction. */
export function reportCall(payload: Payload, fact: Fact, confirmations: Confirmations): Hex {
  const { sequence, state, evidence } = payload
  const report = { sequence: BigInt(sequence), state: instructionStates[state], evidence: externalId(evidence) }
  const args = [accountIn(payload.account), report, fact.observedAt, confirmations] as const
  return encodeFunctionData({ abi: paymentsAbi, functionName: 'report', args })
}

/** A payout account as it is stored. */
export const accountIn = (stored: StoredAccount): PayoutAccount => ({ ...stored, minimum: BigInt(stored.minimum) })
