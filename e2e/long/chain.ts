import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { createTestClient, getAbiItem, type Hex, http, isAddressEqual } from 'viem'
import { chainClient, contracts } from '../setup/chain.ts'
import { stackFile } from '../setup/stack.ts'

const all = { fromBlock: 0n, strict: true } as const
const control = () => createTestClient({ mode: 'anvil', transport: http(stackFile().rpcUrl) })

/** Whether every transaction gets a block at once. */
export const setAutomine = (isOn: boolean) => control().setAutomine(isOn)

/** Puts what waits into a block. */
export const mine = () => control().mine({ blocks: 1 })

/** Whether a transaction to the contract was sent and waits for a block. */
export async function isSent(contract: 'Payments' | 'Splits'): Promise<boolean> {
  const { pending } = await control().getTxpoolContent()
  const waiting = Object.values(pending).flatMap(byNonce => Object.values(byNonce))
  return waiting.some(({ to }) => to && isAddressEqual(to, contracts()[contract]))
}

/** Every payment the chain issued to the agreement, by key, with its amount. */
export async function listIssued(root: string): Promise<{ key: Hex; amount: bigint }[]> {
  const event = getAbiItem({ abi: paymentsAbi, name: 'PaymentIssued' })
  const args = { key: root as Hex }
  const logs = await chainClient().getLogs({ address: contracts().Payments, event, args, ...all })
  return logs.map(({ args }) => ({ key: args.paymentKey, amount: args.receipt.amount }))
}

/** The amount of every instruction on the chain. */
export async function listOrdered(): Promise<bigint[]> {
  const event = getAbiItem({ abi: paymentsAbi, name: 'InstructionIssued' })
  const logs = await chainClient().getLogs({ address: contracts().Payments, event, ...all })
  return logs.map(({ args }) => args.amount)
}

/** What all settlements of the agreement paid together. */
export async function sumSettled(root: string): Promise<bigint> {
  const event = getAbiItem({ abi: splitsAbi, name: 'Settled' })
  const args = { root: root as Hex }
  const logs = await chainClient().getLogs({ address: contracts().Splits, event, args, ...all })
  return logs.reduce((sum, { args: { paid } }) => sum + paid, 0n)
}
