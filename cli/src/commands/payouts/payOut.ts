import { setTimeout } from 'node:timers/promises'
import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { encodePayoutAccount, payoutKey } from '@concordat/sdk/payments/ids.ts'
import type { InstructionsView, InstructionView } from '@concordat/sdk/payments/views.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import { type Address, type Hex, parseEventLogs } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { api } from '../../api.ts'
import { type Context, walletOf } from '../../context.ts'

const interval = 300

/** Gives units up for the money behind them: one payment moves them and orders the payout. */
export async function payOut(
  { stack, deployment, client }: Context,
  account: PrivateKeyAccount,
  { id, amount, to }: { id: bigint; amount: bigint; to: PayoutAccount },
): Promise<{ transaction: Hex; instruction: Hex }> {
  const { Ledger, Payments } = deployment.contracts
  const args = [Payments, payoutKey(to), id, amount, encodePayoutAccount(to)] as const
  const call = { account, address: Ledger, abi: ledgerAbi, functionName: 'pay', args } as const
  const { request } = await client.simulateContract(call)
  const transaction = await walletOf(stack, account).writeContract(request)
  const { logs } = await client.waitForTransactionReceipt({ hash: transaction })
  const [issued] = parseEventLogs({ abi: paymentsAbi, eventName: 'InstructionIssued', logs })
  if (!issued) throw new Error(`the transaction ${transaction} ordered no payout`)
  return { transaction, instruction: issued.args.instruction }
}

/** Follows an instruction to its end, telling each state. */
export async function followInstruction(
  owner: Address,
  instruction: Hex,
  onState: (state: InstructionView['state']) => void,
): Promise<InstructionView> {
  let last: InstructionView['state'] | undefined
  for (;;) {
    const found = await findInstruction(owner, instruction)
    if (found && found.state !== last) {
      last = found.state
      onState(found.state)
    }
    if (found && found.state !== 'issued' && found.state !== 'accepted') return found
    await setTimeout(interval)
  }
}

async function findInstruction(owner: Address, instruction: Hex): Promise<InstructionView | undefined> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor ? `&cursor=${cursor}` : ''
    const page: InstructionsView = await api(`/api/index/payouts?owner=${owner}&limit=200${query}`)
    const found = page.instructions.find(({ id }) => id === instruction)
    if (found) return found
    cursor = page.next
  }
  return undefined
}
