import type { Hex } from 'viem'

type Event = {
  block: { number: bigint; timestamp: bigint }
  transaction: { hash: Hex }
  log: { logIndex: number }
}

/** Where on the chain an event is. `order` sorts as text in the order of the chain. */
export type Position = { order: string; block: number; timestamp: number; transaction: Hex }

export function positionOf({ block, transaction, log }: Event): Position {
  const number = Number(block.number)
  return {
    order: `${String(number).padStart(10, '0')}${String(log.logIndex).padStart(6, '0')}`,
    block: number,
    timestamp: Number(block.timestamp),
    transaction: transaction.hash,
  }
}
