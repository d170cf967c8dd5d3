import type { Address, Hex } from 'viem'

/** A call that a node may send for a confirmed fact, or as a keeper. */
export type Task = {
  /** Names the task across turns. */
  id: string
  to: Address
  /** Builds the call; asked for only when the task is due. */
  data: () => Hex
  /** Whether several such calls fit into one transaction, through `multicall` of the contract. */
  isBatchable: boolean
  /** How long other nodes have precedence, in milliseconds from when the task became possible. */
  delayMs: number
}
